import type { ChildProcess } from "node:child_process";
import { once } from "node:events";

/*
 * Both programs that the demo starts get a process group of their own (`detached`): a Ctrl-C in a terminal
 * goes to the whole group in the foreground, and would stop the cluster while Pulumi still needs it.
 */

/** Ends a process by one request after the other, each given some time, and by force if none is heard. */
export async function endProcess(
  child: ChildProcess,
  requests: readonly NodeJS.Signals[],
  patienceMs: number,
): Promise<void> {
  for (const request of requests) {
    if (hasEnded(child)) return;
    child.kill(request);
    await endsWithin(child, patienceMs);
  }
  if (!hasEnded(child) && child.pid !== undefined) {
    const ended = once(child, "exit");
    process.kill(-child.pid, "SIGKILL");
    await ended;
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}

async function endsWithin(child: ChildProcess, ms: number): Promise<void> {
  if (hasEnded(child)) return;
  await once(child, "exit", { signal: AbortSignal.timeout(ms) }).catch(() => undefined);
}
