import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type TypeScript from "typescript";
import { ROOT, temporaryDirectory } from "../support/environment";
import { useEmulator } from "../support/shared";
import { outputOf, succeed } from "./support/command";
import { expectLifecycleInHost } from "./support/hostLifecycle";
import type { Combination } from "./support/installedProgram";
import { expectLifecycle } from "./support/lifecycle";
import { nodeFolder } from "./support/nodeVersions";
import { manifest, pack } from "./support/packed";
import { tsconfig } from "./support/programs";
import { type Files, LANGUAGE_TOOLS, OLDEST_PULUMI, Project } from "./support/project";

/*
 * One installation of both tarballs with npm, the oldest allowed @pulumi/pulumi and, where a program runs, the oldest
 * allowed Node. All other tests use the versions of this checkout.
 */
const COMBINATION: Combination = {
  ...{ manager: "npm", dependency: "direct", shape: "plain" },
  ...{ module: "commonjs", language: "typescript", node: "22", launch: "in its folder" },
};

// jest and its transformer are this checkout's. Users would install their own.
const MODULES = join(ROOT, "node_modules");
const JEST_CONFIG = `module.exports = { transform: { "\\\\.ts$": "${MODULES}/@swc/jest" } };\n`;
const JEST = [join(MODULES, "jest/bin/jest.js"), "--ci"];

/** Uses all exports, as in the documentation. */
const PROGRAM = `
import * as pulumi from "@pulumi/pulumi";
import { BitbucketCloudScmConfiguration, getScmConfiguration, getScmConfigurationOutput, Provider } from "pulumi-algorithmia";
import type * as algorithmia from "pulumi-algorithmia";

const config = new pulumi.Config();
const provider = new Provider("production", {
  apiUrl: config.require("apiUrl"),
  apiKey: config.getSecret("apiKey"),
  requestTimeout: config.getNumber("requestTimeout"),
});
const args: algorithmia.BitbucketCloudScmConfigurationArgs = {
  consumerKey: config.requireSecret("consumerKey"),
  consumerSecret: config.requireSecret("consumerSecret"),
  name: config.get("name"),
  enabled: config.getBoolean("enabled"),
  urls: { web: "https://bitbucket.org", api: pulumi.output("https://api.bitbucket.org"), ssh: "ssh://git@bitbucket.org" },
};
const bitbucket = new BitbucketCloudScmConfiguration("bitbucket", args, { provider });
// @ts-expect-error The consumer's key is required.
export const wrong = new BitbucketCloudScmConfiguration("wrong", { consumerSecret: "secret" });
const read = BitbucketCloudScmConfiguration.get("read", "bitbucket-cloud");

export const id: pulumi.Output<string> = bitbucket.id;
export const name: pulumi.Output<string | null> = bitbucket.name;
export const web: pulumi.Output<string> = read.urls.web;
export const found: Promise<algorithmia.GetScmConfigurationResult> = getScmConfiguration({ id: "internal" });
export const later = getScmConfigurationOutput({ provider: "github", consumerKey: bitbucket.consumerKey }, { provider });
`;

/** The code blocks of a page that are files, by the name in their first line. */
function filesIn(page: string): Files {
  const blocks = readFileSync(join(ROOT, page), "utf8").matchAll(/^```ts\n\/\/ (\S+)\n([^]*?)^```$/gm);
  return Object.fromEntries([...blocks].map(([, name = "", text = ""]) => [name, text]));
}
const DOCUMENTED = filesIn("docs/how-to/test-your-program.md");

const emulator = useEmulator();
let project: Project;

beforeAll(async () => {
  const emulatorPackage = `file:${await pack("pulumi-algorithmia-emulator")}`;
  project = await Project.install(COMBINATION, {
    pulumi: OLDEST_PULUMI,
    devDependencies: {
      ...LANGUAGE_TOOLS,
      // The oldest @pulumi/pulumi doesn't allow TypeScript 6.
      typescript: "5.9.3",
      "pulumi-algorithmia-emulator": emulatorPackage,
    },
  });
});

afterAll(() => project.remove());

it("completes the lifecycle of a TypeScript program with the oldest allowed @pulumi/pulumi and Node", async () => {
  await expectLifecycle(emulator, project, COMBINATION);
});

it("completes the lifecycle in the dynamic-provider host of the oldest allowed @pulumi/pulumi", async () => {
  await expectLifecycleInHost(project, emulator);
});

it("installs the command with the package", async () => {
  const command = join(project.home, "node_modules/.bin/pulumi-algorithmia");
  const printed = await succeed(command, ["--version"], { cwd: project.home });
  expect(printed.trim()).toBe(manifest("").version);
});

it("compiles strict programs as CommonJS and as ES modules, and the documentation's tests, with all declarations", async () => {
  expect(Object.keys(DOCUMENTED)).toEqual(["bitbucket.ts", "declared.test.ts", "cluster.test.ts"]);
  const programs = { "index.cts": PROGRAM, "index.mts": PROGRAM, ...DOCUMENTED };
  const options = tsconfig(Object.keys(programs), {
    typeRoots: [join(MODULES, "@types")],
    types: ["node", "jest"],
    skipLibCheck: false,
    noEmit: true,
  });
  project.writeProgram({ ...programs, "tsconfig.json": JSON.stringify(options) }, "commonjs");
  expect(await outputOf("npx", ["tsc", "-p", "."], { cwd: project.home })).toBe("");
});

it("compiles the declarations with the TypeScript 3.8 that Pulumi's SDK contains", () => {
  project.writeProgram({ "index.ts": forTypeScript38(PROGRAM) }, "commonjs");
  const load = createRequire(join(project.home, "package.json"));
  const ts = load("@pulumi/pulumi/vendor/typescript@3.8.3/typescript.js") as typeof TypeScript;
  const compiling = ts.createProgram([join(project.home, "index.ts")], {
    strict: true,
    noEmit: true,
    types: [],
    target: ts.ScriptTarget.ES2020,
    module: ts.ModuleKind.CommonJS,
  });
  // This version can't parse the declarations of current Node versions.
  const ours = compiling
    .getSourceFiles()
    .filter(({ fileName }) => fileName.endsWith("/index.ts") || fileName.includes("/pulumi-algorithmia/"));
  expect(ours.length).toBeGreaterThan(3);
  const found = ours.flatMap((file) => [
    ...compiling.getSyntacticDiagnostics(file),
    ...compiling.getSemanticDiagnostics(file),
  ]);
  expect(found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"))).toEqual([]);
});

it("passes the documentation's tests in a user's jest", async () => {
  project.writeProgram({ ...DOCUMENTED, "jest.config.js": JEST_CONFIG }, "commonjs");
  const env = { PULUMI_HOME: temporaryDirectory("home"), PULUMI_CONFIG_PASSPHRASE: undefined };
  expect(await outputOf("node", JEST, { cwd: project.home, env })).toContain("3 passed, 3 total");
});

it("passes a test of a program with a lookup in a user's jest", async () => {
  project.writeProgram(
    {
      "jest.config.js": JEST_CONFIG,
      "lookUp.test.ts": `
        import { getScmConfiguration } from "pulumi-algorithmia";
        import { startEmulator } from "pulumi-algorithmia-emulator";

        test("looks up", async () => {
          const emulator = await startEmulator();
          process.env["ALGORITHMIA_API"] = emulator.url;
          process.env["ALGORITHMIA_API_KEY"] = emulator.apiKey;
          expect(await getScmConfiguration({ id: "internal" })).toMatchObject({ isDefault: true });
          await emulator.close();
        });
      `,
    },
    "commonjs",
  );
  const node = await nodeFolder("24");
  const env = { NODE_OPTIONS: "--experimental-vm-modules" };
  expect(await outputOf("node", JEST, { cwd: project.home, env, node })).toContain("1 passed, 1 total");
});

/** TypeScript 3.8 supports neither `import type *` nor `@ts-expect-error`. */
function forTypeScript38(program: string): string {
  return program.replace("import type *", "import *").replace(/\/\/ @ts-expect-error.*\n.*\n/, "");
}
