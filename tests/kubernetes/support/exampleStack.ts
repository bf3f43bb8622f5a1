import { execFile } from "node:child_process";
import { copyFileSync, globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pulumiEnvironment, ROOT } from "../../support/environment";

const FOLDER = join(ROOT, "examples/kubernetes");

/** A stack of `examples/kubernetes` with the real CLI. */
export class ExampleStack {
  private readonly directory = mkdtempSync(join(tmpdir(), "pulumi-algorithmia-example-"));
  private readonly env: Record<string, string | undefined>;
  /** The complete output of the CLI. */
  printed = "";

  private constructor(kubeconfig: string) {
    this.env = {
      ...pulumiEnvironment(this.directory),
      KUBECONFIG: kubeconfig,
    };
  }

  static async create(kubeconfig: string, config: Readonly<Record<string, string>>): Promise<ExampleStack> {
    const stack = new ExampleStack(kubeconfig);
    // A copy of the project file, because the CLI creates a stack's config file beside it.
    copyFileSync(join(FOLDER, "Pulumi.yaml"), join(stack.directory, "Pulumi.yaml"));
    await stack.run(stack.directory, "stack", "init", "test");
    const values = Object.entries(config).flatMap(([name, value]) => [
      /^consumer/.test(name) ? "--secret" : "--plaintext",
      `${name}=${value}`,
    ]);
    await stack.pulumi("config", "set-all", ...values);
    return stack;
  }

  /** Runs a command that must succeed, and returns its standard output. */
  async pulumi(...args: string[]): Promise<string> {
    const config = join(this.directory, "Pulumi.test.yaml");
    const where = args[0] === "stack" ? [] : ["--config-file", config];
    return this.run(FOLDER, ...args, "--stack", "test", ...where);
  }

  /** Runs a command that must fail, and returns its output. */
  async failing(...args: string[]): Promise<string> {
    return this.pulumi(...args).then(
      () => {
        throw new Error(`pulumi ${args.join(" ")} succeeded, which it must not`);
      },
      (error: unknown) => (error as Error).message,
    );
  }

  /** All files of the backend, including backups and history. */
  kept(): string {
    return globSync(".pulumi/**/*.{json,attrs}*", { cwd: this.directory })
      .map((path) => readFileSync(join(this.directory, path), "utf8"))
      .join("\n");
  }

  [Symbol.dispose](): void {
    rmSync(this.directory, { recursive: true, force: true });
  }

  private run(folder: string, ...args: string[]): Promise<string> {
    const all = ["-C", folder, ...args, "--non-interactive", "--color", "never"];
    return new Promise((done, failed) => {
      const options = { env: this.env, maxBuffer: 64 * 1024 * 1024 };
      execFile("pulumi", all, options, (error, stdout, stderr) => {
        this.printed += stdout + stderr;
        if (error === null) done(stdout);
        else failed(new Error(`pulumi ${args.join(" ")}:\n${stdout}${stderr}`));
      });
    });
  }
}
