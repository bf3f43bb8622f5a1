import type { EngineEvent } from "@pulumi/pulumi/automation";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";

/** A command of the Pulumi CLI that ended. */
export interface Ended {
  readonly code: number | null;
  /** What it wrote to standard error. */
  readonly errors: string;
}

/** Runs a command of the Pulumi CLI, and passes each line of its standard output. */
export async function pulumi(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
  onLine: (line: string) => void = () => undefined,
): Promise<Ended> {
  const child = spawn("pulumi", [...args, "--non-interactive", "--color", "never"], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  createInterface(child.stdout).on("line", onLine);
  const closed = once(child, "close") as Promise<[number | null]>;
  const [[code], errors] = await Promise.all([closed, text(child.stderr)]);
  return { code, errors: errors.trim() };
}

/** Parses an event of `--json`. The CLI's other lines are `undefined`. */
export function eventFrom(line: string): EngineEvent | undefined {
  return line.startsWith("{") ? (JSON.parse(line) as EngineEvent) : undefined;
}
