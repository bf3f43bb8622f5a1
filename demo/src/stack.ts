import { cpSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Invocation, PulumiCli } from "./cli";
import type { Performance } from "./perform";

const REPOSITORY = resolve(__dirname, "../..");
const PROGRAM = "examples/quickstart";
const STACK = "demo";

/** The quickstart's stack: program from this checkout, all else in the temporary directory. */
export class Stack {
  /** Where the engine keeps the state, and this demo the stack's config. */
  readonly folders: readonly string[];
  private readonly project: string;
  private readonly cli: PulumiCli;

  constructor({ narrator, stage, stop }: Performance, passphrase: string) {
    const state = stage.folder("state");
    this.project = stage.folder("project");
    this.folders = [state, this.project];
    const env = {
      ...stage.env,
      PULUMI_HOME: stage.folder("home"),
      PULUMI_BACKEND_URL: `file://${state}`,
      PULUMI_CONFIG_PASSPHRASE: passphrase,
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      // The type check that Pulumi makes at each run of a TypeScript program takes longer than the run; ours has its own.
      PULUMI_NODEJS_TRANSPILE_ONLY: "true",
    };
    this.cli = new PulumiCli(narrator, env, stop);
  }

  /** Makes the stack. This command alone can't be told where the config is: it goes beside a Pulumi.yaml. */
  async init(): Promise<void> {
    cpSync(join(REPOSITORY, PROGRAM, "Pulumi.yaml"), join(this.project, "Pulumi.yaml"));
    await this.cli.run(["stack", "init", STACK], { context: ["-C", this.project] });
  }

  async configure(key: string, value: string): Promise<void> {
    await this.run(["config", "set", key, value]);
  }

  /** Sets several values at once; a dot in a key leads into an object. */
  async configureAll(values: Record<string, string>): Promise<void> {
    const pairs = Object.entries(values).flatMap(([key, value]) => ["--plaintext", `${key}=${value}`]);
    await this.run(["config", "set-all", "--path", ...pairs]);
  }

  async configureSecret(key: string, value: string): Promise<void> {
    await this.run(["config", "set", "--secret", key], { input: value });
  }

  /** Runs an operation to its end and gives what Pulumi says. */
  async operate(operation: "up" | "refresh" | "destroy", ...flags: readonly string[]): Promise<string> {
    return this.run([operation, "--yes", "--skip-preview", ...flags], { context: ["--suppress-progress"] });
  }

  /** Runs an up that the provider must refuse, and gives what Pulumi says. */
  async upInVain(): Promise<string> {
    return this.run(["up", "--yes", "--skip-preview"], { context: ["--suppress-progress"], isRefused: true });
  }

  private async run(args: readonly string[], { context = [], ...rest }: Invocation = {}): Promise<string> {
    const config = join(this.project, `Pulumi.${STACK}.yaml`);
    const where = ["-C", join(REPOSITORY, PROGRAM), "--stack", STACK, "--config-file", config];
    return this.cli.run(args, { ...rest, context: [...where, ...context] });
  }
}
