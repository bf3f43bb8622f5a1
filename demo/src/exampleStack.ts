import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { isDeepStrictEqual, promisify, stripVTControlCharacters } from "node:util";
import {
  LocalWorkspace,
  type OpMap,
  type OutputMap,
  type Stack,
  type UpResult,
} from "@pulumi/pulumi/automation";
import type { Surroundings } from "./surroundings";
import { command, hasColors } from "./terminal";

const REPOSITORY = resolve(__dirname, "../..");
const STACK = "demo";

/** A stack of a copy of an example. */
export class ExampleStack {
  private constructor(
    private readonly stack: Stack,
    private readonly signal: AbortSignal,
  ) {}

  static async create(
    example: "quickstart" | "typescript-plugin",
    { directory, passphrase, signal }: Surroundings,
  ): Promise<ExampleStack> {
    const [workDir, state] = [join(directory, "stack", example), join(directory, "stack/state")];
    mkdirSync(state, { recursive: true });
    cpSync(join(REPOSITORY, "examples", example), workDir, { recursive: true });
    // The examples reference these folders.
    for (const folder of ["node_modules", "plugin"]) {
      const link = join(directory, folder);
      if (!existsSync(link)) symlinkSync(join(REPOSITORY, folder), link);
    }
    const envVars = { PULUMI_BACKEND_URL: `file://${state}`, PULUMI_CONFIG_PASSPHRASE: passphrase };
    const create = () => LocalWorkspace.createStack({ stackName: STACK, workDir }, { envVars });
    return new ExampleStack(await command(`pulumi stack init ${STACK}`, create), signal);
  }

  async setConfig(values: Record<string, string>): Promise<void> {
    const config = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { value }]));
    const pairs = Object.entries(values).map(([key, value]) => `--plaintext ${key}=${value}`);
    await command(`pulumi config set-all --path ${pairs.join(" ")}`, () =>
      this.stack.setAllConfig(config, true),
    );
  }

  /** Passes a secret by standard input. The Automation API passes it as an argument, which every user can list. */
  async setSecret(key: string, value: string): Promise<void> {
    await command(`pulumi config set --secret ${key}  # the value comes from standard input`, async () => {
      const { workDir: cwd, envVars } = this.stack.workspace;
      const args = ["config", "set", "--secret", key, "--stack", STACK, "--non-interactive"];
      const run = promisify(execFile)("pulumi", args, { cwd, env: { ...process.env, ...envVars } });
      run.child.stdin?.on("error", () => undefined).end(value);
      await run;
    });
  }

  /** Imports an existing configuration as the resource `bitbucket`. */
  async import(id: string): Promise<void> {
    this.signal.throwIfAborted();
    const type = "algorithmia:index:BitbucketCloudScmConfiguration";
    const resources = [{ type, name: "bitbucket", id }];
    await command(`pulumi import ${type} bitbucket ${id}`, (onOutput) =>
      this.stack.import({ resources, protect: false, generateCode: false, onOutput }),
    );
  }

  /** Runs a preview and returns its detailed diff without colors. */
  async preview(): Promise<string> {
    this.signal.throwIfAborted();
    const { stdout } = await command("pulumi preview --diff", (onOutput) =>
      this.stack.preview({
        diff: true,
        suppressProgress: true,
        onOutput,
        color: hasColors ? "always" : "never",
      }),
    );
    return stripVTControlCharacters(stdout);
  }

  /** Runs an operation, which must make the expected changes. Its output is returned without colors. */
  async run(
    operation: "up" | "refresh" | "destroy",
    expected: OpMap | "failure" | "any result",
    flags: { diff?: boolean; expectNoChanges?: boolean } = {}, // The Automation API has `diff` only for `up`.
  ): Promise<{ readonly output: string; readonly outputs: OutputMap }> {
    this.signal.throwIfAborted();
    let output = "";
    const line = `pulumi ${operation}${flags.diff ? " --diff" : ""}${flags.expectNoChanges ? " --expect-no-changes" : ""}`;
    const result = await command(line, async (quote) => {
      const onOutput = (chunk: string) => {
        quote(chunk);
        output += stripVTControlCharacters(chunk);
      };
      const io = { suppressProgress: true, onOutput, onError: onOutput, signal: this.signal };
      const run = this.stack[operation]({ ...io, ...flags, color: hasColors ? "always" : "never" });
      return run.catch(() => undefined);
    });
    this.signal.throwIfAborted();
    const changes = result === undefined ? "failure" : result.summary.resourceChanges;
    const outcome = changes === "failure" ? "failed" : `made the changes ${JSON.stringify(changes)}`;
    const message = `"${line}" ${outcome}; expected: ${JSON.stringify(expected)}. See its output above.`;
    if (expected !== "any result") assert.ok(isDeepStrictEqual(changes, expected), message);
    const { outputs = {} }: Partial<UpResult> = result ?? {};
    return { output, outputs };
  }
}
