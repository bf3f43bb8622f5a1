/** What a folder is. The import tests and the tables of ARCHITECTURE.md and CONTRIBUTING.md use this data. */
export interface Folder {
  readonly contents: string;
  /** The process that runs the folder's code. */
  readonly runsIn: string;
  /** What its files may import besides the folder itself and Node's modules; `(types)`: types only. */
  readonly mayImport: readonly string[];
}

const PROVIDER = "a provider process: Pulumi's dynamic-provider host, or the plugin";

/** The folders whose imports are limited. */
export const FOLDERS: Readonly<Record<string, Folder>> = {
  sdk: {
    contents: "the public API: resource class, `Provider`, lookup functions, and the serialized provider",
    runsIn: "the user's Pulumi program",
    mayImport: ["@pulumi/pulumi", "client"],
  },
  kubernetes: {
    contents: "helpers for Kubernetes Secrets and ConfigMaps",
    runsIn: "the user's Pulumi program",
    mayImport: ["@pulumi/pulumi", "@pulumi/kubernetes", "sdk"],
  },
  "provider/inputs": {
    contents: "each input, declared once; parsing and check failures",
    runsIn: PROVIDER,
    mayImport: ["client", "zod", "fastest-levenshtein"],
  },
  "provider/rules": {
    contents: "decisions, as pure functions over plain data",
    runsIn: "the same",
    mayImport: ["provider/inputs", "client"],
  },
  "provider/run": {
    contents: "what one process knows: `ProviderRun` with connection, client, replacements and reports",
    runsIn: "the same",
    // Of Pulumi only the types of the engine's log, whichever host has it.
    mayImport: ["provider/inputs", "client", "@pulumi/pulumi (types)"],
  },
  "provider/operations": {
    contents: "check, diff, create, read, update, delete, as lists of requests",
    runsIn: "the same",
    mayImport: ["provider/inputs", "provider/rules", "provider/run", "client"],
  },
  provider: {
    contents: "the adapter to the dynamic-provider host, which alone knows it",
    runsIn: "Pulumi's dynamic-provider host",
    mayImport: [
      "provider/inputs",
      "provider/operations",
      "provider/run",
      "@pulumi/pulumi (types)",
      "@grpc/grpc-js (types)",
      "client",
    ],
  },
  plugin: {
    contents: "the plugin: the engine's gRPC protocol, and the package schema",
    runsIn: "its own process, which the engine starts",
    mayImport: [
      "provider/inputs",
      "provider/rules",
      "provider/run",
      "provider/operations",
      "client",
      "@grpc/grpc-js",
      "@pulumi/pulumi",
      "google-protobuf",
    ],
  },
  client: {
    contents: "the cluster's admin API: transport, retries, wire schemas, errors, redaction",
    runsIn: "the process that uses it",
    mayImport: ["zod", "node-fetch", "http-proxy-agent"],
  },
  cli: {
    contents: "the commands `doctor` and `adopt`",
    runsIn: "a shell",
    mayImport: ["client", "commander", "js-yaml"],
  },
  "emulator/src": {
    contents: "an emulated cluster with its pages, and Bitbucket's OAuth side",
    runsIn: "its own process, or a test's",
    mayImport: ["hono", "@hono/node-server", "zod"],
  },
};

/** Folders whose files must not be in a circle of imports, with the files beside their subfolders. */
export const WITHOUT_CIRCLES: Readonly<Record<string, readonly string[]>> = {
  "emulator/src": ["index.ts", "main.ts"],
  client: [],
  provider: ["dynamic.ts"],
};

/** The subfolders of `emulator/src`. */
export const EMULATOR_FOLDERS: Readonly<Record<string, string>> = {
  cluster: "the cluster: rules, errors and quirks; access; configurations; links; pages",
  bitbucket: "Bitbucket's OAuth side: consumers, tokens, the consent page",
  faults: "the faults that a test can inject",
  server: "HTTP: listening, the request log, latency and faults",
  storage: "SQLite and the data directory",
  html: "what the pages of both services share",
  control: "what a test can do to both services, in process (`Emulator`) and over HTTP",
  start: "`startEmulator`, which creates both services",
  cli: "the command line",
};

/** The folders of `tests` with tests. */
export const TEST_FOLDERS: Readonly<Record<string, string>> = {
  unit: "pure decisions, and which folder may import what",
  client: "the client with an HTTP server that checks the requests",
  contract: "client and emulator against the vendor's OpenAPI document, or a real cluster",
  emulator: "each rule, quirk and fault of the emulator",
  host: "the provider in both hosts, over gRPC and without the CLI",
  plugin: "what only the plugin does: installation, import, detailed diffs, migration, functions and schema",
  lifecycle: "the Pulumi CLI with the emulator; each test has its own stack, backend and port",
  kill: "the next run after each operation was interrupted at each of its requests",
  model: "random sequences of changes, faults, crashes and runs, checked against invariants",
  cli: "each failure that `doctor` detects, and hostile names in `adopt`",
  package: "the packed package in projects of a user's, with npm, pnpm and yarn",
  fleet: "the driver of `examples/fleet` with emulated clusters",
  kubernetes: "the Kubernetes helpers; `*.k8s.ts` with a real API server (`make test-kubernetes`)",
  languages: "the plugin's examples with their language hosts (`make test-languages`)",
  browser: "the emulator's pages in a browser",
  demo: "`make demo`",
  docs: "the commands, examples, links and generated parts of the documentation",
  language: "the terms in documentation, comments, messages and test titles",
  toolchain: "the scripts that provide the CLI and Node",
};
