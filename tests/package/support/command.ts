import { execFile, execFileSync } from "node:child_process";
import { delimiter, join } from "node:path";
import { ROOT } from "../../support/environment";

export interface Result {
  readonly code: number;
  readonly stdout: string;
  /** Standard output and standard error together, as a user sees them. */
  readonly output: string;
}

export interface CommandOptions {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  /** The folder of the Node that comes first on PATH. Default: this process's Node. */
  readonly node?: string;
}

/** Runs a command with the environment of a user of this machine, without the variables of npm that started the tests. */
export function run(
  command: string,
  args: readonly string[],
  { cwd, env, node }: CommandOptions,
): Promise<Result> {
  return new Promise((resolve) => {
    const options = { cwd, env: { ...environment(node), ...env }, maxBuffer: 64 * 1024 * 1024 };
    const child = execFile(command, args, options, (error, stdout, stderr) => {
      const code = child.exitCode ?? -1;
      // There is no exit code if the command wasn't found or was killed. Only the error has the reason.
      resolve({ code, stdout, output: stdout + stderr + (code === -1 ? (error?.message ?? "") : "") });
    });
  });
}

/** Runs a command that must succeed, and returns its standard output. */
export async function succeed(...command: Parameters<typeof run>): Promise<string> {
  return (await succeeded(command)).stdout;
}

/** Runs a command that must succeed, and returns its standard output and standard error. */
export async function outputOf(...command: Parameters<typeof run>): Promise<string> {
  return (await succeeded(command)).output;
}

async function succeeded([command, args, options]: Parameters<typeof run>): Promise<Result> {
  const result = await run(command, args, options);
  if (result.code === 0) return result;
  throw new Error(`${command} ${args.join(" ")} ended with ${result.code}:\n${result.output}`);
}

function environment(node = join(process.execPath, "..")): NodeJS.ProcessEnv {
  // The variables that npm sets for its scripts would change what the tested package managers do.
  const inherited = Object.entries(process.env).filter(([name]) => !/^(?:npm_|init_cwd$)/i.test(name));
  return {
    ...Object.fromEntries(inherited),
    PATH: [node, process.env["PATH"]].join(delimiter),
    npm_config_registry: registry(),
    YARN_NPM_REGISTRY_SERVER: registry(),
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_CONFIG_PASSPHRASE: "passphrase",
  };
}

// Each package manager has its own default. The registry that npm uses here works for all.
const registry = once(() =>
  execFileSync("npm", ["config", "get", "registry"], { cwd: ROOT, encoding: "utf8" }).trim(),
);

function once<T>(create: () => T): () => T {
  let created: { value: T } | undefined;
  return () => (created ??= { value: create() }).value;
}
