import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { pulumiEnvironment, ROOT, runDirectory } from "./environment";
import { type HostKind, HOSTS } from "./hosts";
import { type Declared, nodeProgram, writeNodeProgram, yamlProgram } from "./programs";

/** What one run of the CLI did, from the engine's own events. */
export interface Run {
  /** Standard output and standard error together, as a user sees them. */
  readonly output: string;
  /** Steps other than "same", without the stack itself and its default provider: `create bitbucket`, `update bitbucket`, … */
  readonly steps: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface Diagnostic {
  readonly severity: string;
  /** The row that it stands on: the resource's name, or `""` for the stack's. */
  readonly on: string;
  readonly message: string;
}

export interface StackOptions {
  readonly env: Record<string, string>;
  /** Default: `yaml`, or `dynamic` for a program in JavaScript. */
  readonly host?: HostKind;
  /** The program's text in JavaScript, instead of one that declares what {@link Stack.declare} was given. */
  readonly program?: string;
}

/** A stack of the real CLI, with a project, a file backend and a home of its own under a temporary directory. */
export class Stack {
  readonly directory = mkdtempSync(join(tmpdir(), "pulumi-algorithmia-stack-"));
  /** What `--event-log` wrote in the last operation. */
  readonly eventLog = join(this.directory, "events.json");
  private readonly entryFile: string;
  private readonly env: NodeJS.ProcessEnv;
  private host: HostKind;
  private pluginPath: string | undefined = join(ROOT, "plugin");
  private name = "test";

  private constructor(options: StackOptions) {
    this.host = options.host ?? (options.program === undefined ? "yaml" : "dynamic");
    this.entryFile = join(this.directory, "index.js");
    this.writeEntryFile(options.program);
    this.writeProject({});
    writeFileSync(join(this.directory, "package.json"), '{ "name": "test", "private": true }\n');
    mkdirSync(join(this.directory, "tmp"));
    symlinkSync(join(ROOT, "node_modules"), join(this.directory, "node_modules"));
    this.env = {
      ...pulumiEnvironment(this.directory),
      // The language host leaves pipes behind in its temporary folder.
      TMPDIR: join(this.directory, "tmp"),
      PULUMI_DEBUG_COMMANDS: "true", // for --event-log
      ...options.env,
    };
  }

  static async create(options: StackOptions): Promise<Stack> {
    const stack = new Stack(options);
    const initialized = await initializedStack();
    for (const file of INITIALIZED) {
      cpSync(join(initialized, file), join(stack.directory, file), { recursive: true });
    }
    return stack;
  }

  /** Initializes a stack, which the others of this run are copies of. */
  static async initialize(): Promise<Stack> {
    const stack = new Stack({ env: {} });
    await stack.init("test");
    return stack;
  }

  /** Rewrites the program, as a user would between two runs. */
  declare(...resources: readonly Declared[]): void {
    if (this.host === "yaml") {
      const urnOf = (name: string) => `urn:pulumi:${this.name}::test::${HOSTS.yaml.type}::${name}`;
      this.writeProject(yamlProgram(resources, urnOf));
    } else writeNodeProgram(this.directory, resources);
  }

  /** Gives the program another host of the provider, as a user would who migrates. Node programs keep their declarations. */
  moveTo(host: HostKind): void {
    this.host = host;
    this.writeEntryFile();
    this.writeProject({});
  }

  /** Removes the program, but not the project. */
  removeProgram(): void {
    rmSync(this.entryFile, { force: true });
    rmSync(join(this.directory, "program.json"), { force: true });
    this.writeProject({});
  }

  /** From now on the engine takes the plugin that Pulumi installed, rather than the one of this checkout. */
  usePluginOfPulumi(): void {
    this.pluginPath = undefined;
    this.writeProject({});
  }

  private writeEntryFile(program?: string): void {
    if (this.host === "yaml") rmSync(this.entryFile, { force: true });
    else writeFileSync(this.entryFile, program ?? nodeProgram(HOSTS[this.host].module));
  }

  // JSON is YAML.
  private writeProject(program: object): void {
    const node = { name: "nodejs", options: { typescript: false } };
    const project = {
      name: "test",
      ...(this.host === "yaml" ? { runtime: "yaml" } : { runtime: node }),
      // The CLI rejects a project whose entry file is missing.
      ...(existsSync(this.entryFile) && { main: "index.js" }),
      ...(this.host !== "dynamic" &&
        this.pluginPath !== undefined && {
          plugins: { providers: [{ name: "algorithmia", path: this.pluginPath }] },
        }),
      ...program,
    };
    writeFileSync(join(this.directory, "Pulumi.yaml"), JSON.stringify(project));
  }

  /** Changes the environment of later runs. `undefined` unsets. */
  setEnv(change: Record<string, string | undefined>): void {
    Object.assign(this.env, change);
  }

  /** Runs an operation that must succeed. */
  async up(...flags: string[]): Promise<Run> {
    return succeeded(await this.operate("up", "--yes", "--skip-preview", ...flags));
  }

  async preview(...flags: string[]): Promise<Run> {
    return succeeded(await this.operate("preview", ...flags));
  }

  async refresh(...flags: string[]): Promise<Run> {
    return succeeded(await this.operate("refresh", "--yes", "--skip-preview", ...flags));
  }

  async destroy(...flags: string[]): Promise<Run> {
    return succeeded(await this.operate("destroy", "--yes", "--skip-preview", ...flags));
  }

  /** Runs an operation that must fail. */
  async failing(operation: "up" | "preview" | "refresh" | "destroy", ...flags: string[]): Promise<Run> {
    const { code, ...run } = await this.operate(
      operation,
      ...(operation === "preview" ? [] : ["--yes", "--skip-preview"]),
      ...flags,
    );
    if (code === 0) {
      throw new Error(`pulumi ${operation} succeeded, which it must not:\n${run.output}`);
    }
    return run;
  }

  /**
   * Starts an operation and does not wait for it: for tests that kill what runs it. Whatever it started and outlives
   * it is the test's to end.
   */
  start(operation: "up" | "refresh" | "destroy", ...flags: string[]): Started {
    const child = spawn("pulumi", this.commandLine([operation, "--yes", "--skip-preview", ...flags]), {
      cwd: this.directory,
      env: this.env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const output: string[] = [];
    child.stdout.on("data", (chunk: Buffer) => output.push(chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => output.push(chunk.toString()));
    const pid = child.pid ?? 0;
    const ended = once(child, "exit").then(([code]) => ({
      code: code as number | null,
      output: output.join(""),
    }));
    return { pid, ended };
  }

  /** Makes another stack of the same project and backend, which later runs are about. */
  async init(name: string): Promise<void> {
    this.name = name;
    await this.succeed("stack", "init", name);
  }

  /** Makes another stack the one that later runs are about. */
  select(name: string): void {
    this.name = name;
  }

  /** Renames the stack, as a user would. */
  async rename(name: string): Promise<void> {
    await this.succeed("stack", "rename", name);
    this.name = name;
  }

  /** The URN of the resource that manages a configuration. */
  urnOf(id: string): string {
    const { resources } = this.state();
    return resources.find((resource) => resource.id === id)?.urn ?? "";
  }

  /** The state as the backend holds it. */
  state(): Deployment {
    const file = join(this.directory, ".pulumi/stacks/test", `${this.name}.json`);
    const { checkpoint } = JSON.parse(readFileSync(file, "utf8")) as { checkpoint: { latest: Deployment } };
    return checkpoint.latest;
  }

  /** The stack's outputs, secrets shown. */
  async outputs(): Promise<Record<string, unknown>> {
    return JSON.parse(await this.succeed("stack", "output", "--json", "--show-secrets")) as Record<
      string,
      unknown
    >;
  }

  /** Runs a command that must succeed, and gives its standard output. */
  async succeed(...args: string[]): Promise<string> {
    const { code, stdout, output } = await this.run(args);
    if (code !== 0) {
      throw new Error(`pulumi ${args.join(" ")} ended with ${code}:\n${output}`);
    }
    return stdout;
  }

  /** Runs a command line of a POSIX shell that must succeed, in the project and with the stack selected. */
  async shell(commandLine: string): Promise<void> {
    await promisify(execFile)("sh", ["-c", commandLine], { cwd: this.directory, env: this.env });
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }

  private async operate(operation: string, ...flags: string[]): Promise<Run & { code: number }> {
    rmSync(this.eventLog, { force: true });
    const { code, output } = await this.run([operation, "--event-log", this.eventLog, ...flags]);
    return { code, output, ...readEvents(this.eventLog) };
  }

  private commandLine(args: string[]): string[] {
    const namesItsStacks = ["stack init", "state move", "plugin install"].includes(
      args.slice(0, 2).join(" "),
    );
    const stack = namesItsStacks ? [] : ["--stack", this.name];
    return [...args, "--non-interactive", "--color", "never", ...stack];
  }

  private run(args: string[]): Promise<{ code: number; stdout: string; output: string }> {
    return new Promise((done) => {
      const child = execFile(
        "pulumi",
        this.commandLine(args),
        { cwd: this.directory, env: this.env, maxBuffer: 64 * 1024 * 1024 },
        (_error, stdout, stderr) => done({ code: child.exitCode ?? -1, stdout, output: stdout + stderr }),
      );
    });
  }
}

/** An operation under way. */
export interface Started {
  /** The CLI's, which is the engine. */
  readonly pid: number;
  /** Its end; `code` is `null` where a signal ended it. */
  readonly ended: Promise<{ readonly code: number | null; readonly output: string }>;
}

/** The parts of a stack's state that tests look at. */
export interface Deployment {
  readonly resources: readonly {
    readonly urn: string;
    readonly type: string;
    readonly id?: string;
    readonly inputs?: Record<string, unknown>;
    readonly outputs?: Record<string, unknown>;
    readonly sourcePosition?: string;
  }[];
  readonly pending_operations?: readonly unknown[];
}

const INITIALIZED = [".pulumi", "Pulumi.test.yaml"];

/** Where an initialized stack is, which the first of this run's test files to need one has made. */
async function initializedStack(): Promise<string> {
  const directory = join(runDirectory(), "initialized");
  if (existsSync(directory)) return directory;
  const stack = await Stack.initialize();
  try {
    renameSync(stack.directory, directory);
  } catch {
    stack.remove(); // another file was quicker
  }
  return directory;
}

function succeeded({ code, ...run }: Run & { code: number }): Run {
  if (code !== 0) {
    throw new Error(`pulumi ended with ${code}:\n${run.output}`);
  }
  return run;
}

interface EngineEvent {
  readonly resourcePreEvent?: { readonly metadata: { readonly op: string; readonly urn: string } };
  readonly diagnosticEvent?: { readonly severity: string; readonly urn?: string; readonly message: string };
}

function readEvents(log: string): Pick<Run, "steps" | "diagnostics"> {
  let text: string;
  try {
    text = readFileSync(log, "utf8");
  } catch {
    return { steps: [], diagnostics: [] };
  }
  const events = text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as EngineEvent);
  return {
    steps: events
      .flatMap(({ resourcePreEvent }) => (resourcePreEvent === undefined ? [] : [resourcePreEvent.metadata]))
      .filter(
        ({ op, urn }) =>
          op !== "same" && !/::pulumi:(pulumi:Stack::|providers:.*::default(_[0-9_]+)?$)/.test(urn),
      )
      .map(({ op, urn }) => `${op} ${nameOf(urn)}`),
    diagnostics: events.flatMap(({ diagnosticEvent: event }) =>
      event === undefined || /^(?:warning: )?using pulumi-language-\S+ from \$PATH/.test(event.message)
        ? []
        : [{ severity: event.severity, on: nameOf(event.urn ?? ""), message: event.message.trim() }],
    ),
  };
}

function nameOf(urn: string): string {
  return urn.includes("::pulumi:pulumi:Stack::") ? "" : urn.slice(urn.lastIndexOf("::") + 2);
}
