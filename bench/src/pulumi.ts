import { execFile, execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "./root";

export type Operation = "up" | "refresh" | "destroy";

export type Env = Readonly<Record<string, string>>;

export interface StackOptions {
  readonly env: Env;
  /** Options of the Node runtime, as in Pulumi.yaml. */
  readonly runtime?: Readonly<Record<string, boolean>>;
}

// Not `toolchain/exec` for each command, whose own time would be measured too.
const PATH = execFileSync(join(ROOT, "toolchain/exec"), ["printenv", "PATH"], { encoding: "utf8" }).trim();

/** A stack of one of the programs, in a folder, a file backend and a home of its own. */
export class BenchStack {
  private readonly directory = mkdtempSync(join(tmpdir(), "pulumi-algorithmia-bench-"));
  private readonly env: NodeJS.ProcessEnv;

  private constructor(main: string, { env, runtime = { typescript: false } }: StackOptions) {
    cpSync(join(ROOT, "bench/programs"), this.directory, { recursive: true });
    symlinkSync(join(ROOT, "node_modules"), join(this.directory, "node_modules"));
    mkdirSync(join(this.directory, "tmp"));
    writeFileSync(join(this.directory, "package.json"), '{ "name": "bench", "private": true }\n');
    const options = JSON.stringify(runtime);
    writeFileSync(
      join(this.directory, "Pulumi.yaml"),
      `name: bench\nmain: ${main}\nruntime: { name: nodejs, options: ${options} }\n`,
    );
    this.env = {
      PATH,
      HOME: process.env["HOME"],
      TMPDIR: join(this.directory, "tmp"),
      PULUMI_HOME: join(this.directory, "home"),
      PULUMI_BACKEND_URL: `file://${this.directory}`,
      PULUMI_CONFIG_PASSPHRASE: "passphrase",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      ...env,
    };
  }

  static async create(main: string, options: StackOptions): Promise<BenchStack> {
    const stack = new BenchStack(main, options);
    await stack.run(["stack", "init", "bench"], {});
    return stack;
  }

  /** Runs an operation; gives the seconds that it took. */
  async time(operation: Operation, env: Env = {}, flags: readonly string[] = []): Promise<number> {
    return this.run([operation, "--yes", "--skip-preview", "--stack", "bench", ...flags], env);
  }

  /** Runs a program of the folder without Pulumi; gives the seconds that it took. */
  async timeScript(file: string, env: Env): Promise<number> {
    return this.command("node", [file], env);
  }

  /** The state as the backend keeps it. */
  state(): string {
    return readFileSync(join(this.directory, ".pulumi/stacks/bench/bench.json"), "utf8");
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }

  private run(args: readonly string[], env: Env): Promise<number> {
    return this.command("pulumi", [...args, "--non-interactive", "--color", "never"], env);
  }

  private command(file: string, args: readonly string[], env: Env): Promise<number> {
    return new Promise((done, failed) => {
      const startedAt = performance.now();
      const options = { cwd: this.directory, env: { ...this.env, ...env }, maxBuffer: 256 * 1024 * 1024 };
      execFile(file, args, options, (error, stdout, stderr) => {
        if (error === null) done((performance.now() - startedAt) / 1000);
        else failed(new Error(`${file} ${args.join(" ")} failed:\n${stdout}${stderr}`));
      });
    });
  }
}
