import type { Stack, Started } from "../../support/stack";
import type { InterceptingProxy, HeldRequest, Moment } from "./interceptingProxy";
import { descendantsOf, hostsAmong, kill, type Process } from "./processes";

/** A way to kill a run while one of its requests is held. */
export interface Kill {
  readonly name: string;
  readonly moment: Moment;
  readonly dies: "host" | "engine" | "both";
}

/*
 * If only the engine is killed, the dynamic-provider host completes its request, so it makes no difference whether the
 * cluster has processed the request. The plugin exits when it detects that the engine is gone.
 */
export const kills: readonly Kill[] = [
  { name: "engine and host, before", moment: "before", dies: "both" },
  { name: "host, after", moment: "after", dies: "host" },
  { name: "engine alone", moment: "before", dies: "engine" },
  { name: "engine and host, after", moment: "after", dies: "both" },
  { name: "host, before", moment: "before", dies: "host" },
];

/** Runs an operation that is killed at a request, and removes the lock of a killed engine. Returns what still runs. */
export async function runKilled(
  stack: Stack,
  command: "up" | "refresh" | "destroy",
  proxy: InterceptingProxy,
  at: number,
  how: Kill,
): Promise<Process[]> {
  const run = stack.start(command);
  const held = await Promise.race([
    proxy.hold(at, how.moment),
    run.ended.then(({ output }) => Promise.reject(new Error(`request ${at} wasn't sent:\n${output}`))),
  ]);
  const outlived = await strike(how, run, held);
  if (how.dies !== "host") {
    await stack.succeed("cancel", "--yes");
  }
  return outlived;
}

/** Kills processes of the run, and completes the request only if a process still waits for it. */
async function strike({ dies }: Kill, run: Started, held: HeldRequest): Promise<Process[]> {
  const running = descendantsOf(run.pid);
  if (dies !== "engine") {
    hostsAmong(running).forEach(({ pid }) => kill(pid));
  }
  if (dies !== "host") {
    kill(run.pid);
  }
  if (dies === "engine") {
    held.release();
  } else {
    held.cut();
  }
  await run.ended;
  return running;
}
