import { spawn } from "node:child_process";
import { once } from "node:events";

export type Env = Readonly<Record<string, string | undefined>>;

/** A command that ended. */
export interface Ended {
  readonly seconds: number;
  /** Processor time of the command and its descendants, user and system. */
  readonly cpuSeconds: number;
  readonly output: string;
}

export interface CommandOptions {
  readonly cwd: string;
  readonly env: Env;
  /** Receives the process id when the command has started. */
  readonly onStart?: (pid: number) => void;
}

// `exec` would lose the shell, which measures the processor time. The shell's own is less than 2 ms.
const SCRIPT = '"$@"; code=$?; times >&3; exit $code';

/** Runs a command and measures it. Fails if the command fails. */
export async function measureCommand(
  file: string,
  args: readonly string[],
  { cwd, env, onStart }: CommandOptions,
): Promise<Ended> {
  const startedAt = performance.now();
  const child = spawn("sh", ["-c", SCRIPT, "sh", file, ...args], {
    cwd,
    env: { ...env },
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  onStart?.(child.pid ?? 0);
  const texts = { output: "", times: "" };
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (texts.output += text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (texts.output += text));
  child.stdio[3]?.on("data", (text: Buffer) => (texts.times += text.toString()));
  const exited = once(child, "exit").then(() => (performance.now() - startedAt) / 1000);
  const [code] = (await once(child, "close")) as [number | null];
  const { output, times } = texts;
  if (code !== 0) throw new Error(`${file} ${args.join(" ")} failed:\n${output}`);
  return { seconds: await exited, cpuSeconds: childSeconds(times), output };
}

/** Parses the second line of the shell's `times`, as in `0m0.43s 0m0.09s`. */
function childSeconds(times: string): number {
  const line = times.trim().split("\n")[1] ?? "";
  return [...line.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds),
    0,
  );
}
