import { execFile, execFileSync } from "node:child_process";
import { delimiter, join } from "node:path";
import { ROOT } from "../../support/environment";

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  /** Standard output and standard error together, as a user sees them. */
  readonly output: string;
}

export interface Where {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  /** The folder of the Node that everything runs on; the one of this test if left out. */
  readonly node?: string;
}

/** Runs a command as a user of the machine would, whatever started these tests. */
export function run(command: string, args: readonly string[], { cwd, env, node }: Where): Promise<Ended> {
  return new Promise((done) => {
    const options = { cwd, env: { ...environment(node), ...env }, maxBuffer: 64 * 1024 * 1024 };
    const child = execFile(command, args, options, (error, stdout, stderr) => {
      const code = child.exitCode ?? -1;
      // Without an exit code the command was not found or was killed, which only the error tells.
      done({ code, stdout, output: stdout + stderr + (code === -1 ? (error?.message ?? "") : "") });
    });
  });
}

/** Runs a command that must succeed, and gives its standard output. */
export async function succeed(...command: Parameters<typeof run>): Promise<string> {
  return (await succeeded(command)).stdout;
}

/** Runs a command that must succeed, and gives all that it printed. */
export async function printed(...command: Parameters<typeof run>): Promise<string> {
  return (await succeeded(command)).output;
}

async function succeeded([command, args, where]: Parameters<typeof run>): Promise<Ended> {
  const ended = await run(command, args, where);
  if (ended.code === 0) return ended;
  throw new Error(`${command} ${args.join(" ")} ended with ${ended.code}:\n${ended.output}`);
}

function environment(node = join(process.execPath, "..")): NodeJS.ProcessEnv {
  // What npm sets for the scripts that it runs would steer the package managers that are under test.
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

// Each package manager has a default of its own; where npm gets its packages, the others can too.
const registry = once(() =>
  execFileSync("npm", ["config", "get", "registry"], { cwd: ROOT, encoding: "utf8" }).trim(),
);

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
