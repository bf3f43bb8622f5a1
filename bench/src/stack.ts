import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { type CommandOptions, type Ended, type Env, measureCommand } from "./command";
import type { Context } from "./context";
import { COMPILE_CACHE, type Form } from "./forms";
import { ROOT } from "./root";

export type Operation = "preview" | "up" | "refresh" | "destroy";

const PROGRAMS = join(ROOT, "bench/programs");
const PROVIDERS = { providers: [{ name: "algorithmia", path: join(ROOT, "plugin") }] };

/** A project with one stack and a file backend, for a form of the program. */
export class BenchStack {
  private readonly env: Env;
  readonly directory: string;

  private constructor(
    private readonly context: Context,
    private readonly form: Form,
  ) {
    this.directory = mkdtempSync(join(context.directory, "stack-"));
    mkdirSync(this.temporary);
    this.env = {
      ...context.env,
      TMPDIR: this.temporary,
      PULUMI_BACKEND_URL: `file://${this.directory}`,
      ...form.env,
      ...(form.env?.[COMPILE_CACHE] !== undefined && {
        [COMPILE_CACHE]: join(context.directory, "compile-cache"),
      }),
      ...(form.language === "python" && context.languages.python),
      ...(form.language === "go" && { GOFLAGS: "-mod=mod" }),
    };
    this.writeProgram();
  }

  /** Creates a stack. `undefined` if this machine can't run the form. */
  static async create(context: Context, form: Form): Promise<BenchStack | undefined> {
    if (form.language === "python" && context.languages.python === undefined) return undefined;
    if (form.language === "go" && context.languages.goSdk === undefined) return undefined;
    const stack = new BenchStack(context, form);
    await stack.run(["stack", "init", "bench"], {});
    cpSync(stack.backend, `${stack.backend}.new`, { recursive: true });
    return stack;
  }

  /** Runs an operation on N configurations. `change` declares other URLs. */
  async operate(
    operation: Operation,
    n: number,
    {
      change = false,
      env = {},
      onStart,
    }: { change?: boolean; env?: Env } & Pick<CommandOptions, "onStart"> = {},
  ): Promise<Ended> {
    if (this.form.language === "yaml") this.writeYaml(n, change);
    if (this.form.withoutCache) {
      rmSync(this.temporary, { recursive: true });
      mkdirSync(this.temporary);
    }
    const flags = operation === "preview" ? [] : ["--yes", "--skip-preview"];
    const variables = { BENCH_N: String(n), ...(change && { BENCH_UPDATE: "true" }), ...env };
    return this.run([operation, ...flags, "--stack", "bench"], variables, onStart);
  }

  /** Runs the script without Pulumi. */
  runScript(n: number): Promise<Ended> {
    const env = { ...this.env, BENCH_N: String(n) };
    return measureCommand("node", ["script.js"], { cwd: this.directory, env });
  }

  private get temporary(): string {
    return join(this.directory, "tmp");
  }

  /** The folder of the file backend. */
  get backend(): string {
    return join(this.directory, ".pulumi");
  }

  stateBytes(): number {
    return this.readState().length;
  }

  /** The inputs of the first configuration in the state. */
  inputs(): Readonly<Record<string, unknown>> {
    const state = JSON.parse(this.readState().toString()) as {
      checkpoint: { latest: { resources: { urn: string; inputs?: Record<string, unknown> }[] } };
    };
    const { resources } = state.checkpoint.latest;
    return resources.find(({ urn }) => urn.endsWith("::bitbucket-0"))?.inputs ?? {};
  }

  private readState(): Buffer {
    return readFileSync(join(this.backend, "stacks/bench/bench.json"));
  }

  /** Restores the new stack: without resources and history. */
  reset(): void {
    rmSync(this.backend, { recursive: true, force: true });
    cpSync(`${this.backend}.new`, this.backend, { recursive: true });
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }

  private run(args: readonly string[], env: Env, onStart?: (pid: number) => void): Promise<Ended> {
    return measureCommand("pulumi", [...args, "--non-interactive", "--color", "never"], {
      cwd: this.directory,
      env: { ...this.env, ...env },
      ...(onStart !== undefined && { onStart }),
    });
  }

  private writeProgram(): void {
    const { language, program, compiled } = this.form;
    if (language === "yaml") {
      this.writeYaml(1, false);
      return;
    }
    const main = `${program}.${compiled ? "js" : "ts"}`;
    const runtime =
      language === "nodejs"
        ? { runtime: { name: "nodejs", options: { typescript: !compiled } }, main }
        : { runtime: language };
    this.writeProject({ ...runtime, ...(program === "plugin" && { plugins: PROVIDERS }) });
    cpSync(join(PROGRAMS, language), this.directory, { recursive: true });
    if (language === "nodejs") this.completeNodeProgram(compiled === true);
    if (language === "go") {
      const sdk = this.context.languages.goSdk ?? "";
      const module = "example.com/pulumi-algorithmia/sdk/go";
      const file = join(this.directory, "go.mod");
      const more = `\nrequire ${module} v0.0.0\n\nreplace ${module} => ${sdk}\n`;
      writeFileSync(file, readFileSync(file, "utf8") + more);
    }
  }

  private completeNodeProgram(compiled: boolean): void {
    writeFileSync(join(this.directory, "package.json"), '{ "name": "bench", "private": true }\n');
    symlinkSync(join(ROOT, "node_modules"), join(this.directory, "node_modules"));
    if (!compiled) return;
    for (const file of readdirSync(this.directory).filter((name) => name.endsWith(".ts"))) {
      const compilerOptions = { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.CommonJS };
      const { outputText } = ts.transpileModule(readFileSync(join(this.directory, file), "utf8"), {
        compilerOptions,
      });
      writeFileSync(join(this.directory, file.replace(/\.ts$/, ".js")), outputText);
      rmSync(join(this.directory, file));
    }
  }

  private writeYaml(n: number, change: boolean): void {
    const ssh = change ? "ssh://git@altssh.bitbucket.org:443" : "ssh://git@bitbucket.org";
    const resources = Array.from({ length: n }, (_, index) => [
      `bitbucket-${index}`,
      {
        type: "algorithmia:BitbucketCloudScmConfiguration",
        properties: {
          consumerKey: `consumer-key-${index}`,
          consumerSecret: `consumer-secret-${index}`,
          name: `Team ${index}`,
          urls: { web: "https://bitbucket.org", api: "https://api.bitbucket.org", ssh },
        },
      },
    ]);
    this.writeProject({
      runtime: "yaml",
      plugins: PROVIDERS,
      resources: Object.fromEntries(resources) as object,
    });
  }

  // JSON is YAML.
  private writeProject(project: object): void {
    writeFileSync(join(this.directory, "Pulumi.yaml"), JSON.stringify({ name: "bench", ...project }));
  }
}
