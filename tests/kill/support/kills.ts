import type { Stack, Started } from "../../support/stack";
import type { InterceptingProxy, HeldRequest, Moment } from "./interceptingProxy";
import { descendantsOf, hostAmong, kill, type Process } from "./processes";

/** A way for a run to die while the cluster holds one of its requests. */
export interface Kill {
  readonly name: string;
  readonly moment: Moment;
  readonly dies: "host" | "engine" | "both";
}

/**
 * An engine that dies alone leaves a host that finishes its call, so it makes no difference whether the cluster had
 * acted by then.
 */
export const kills: readonly Kill[] = [
  { name: "engine and host, before", moment: "before", dies: "both" },
  { name: "host, after", moment: "after", dies: "host" },
  { name: "engine alone", moment: "before", dies: "engine" },
  { name: "engine and host, after", moment: "after", dies: "both" },
  { name: "host, before", moment: "before", dies: "host" },
];

/** Runs an operation that is killed at a request, and removes the lock where the engine left one. */
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
    run.ended.then(({ output }) => Promise.reject(new Error(`request ${at} did not come:\n${output}`))),
  ]);
  const outlived = await strike(how, run, held);
  if (how.dies !== "host") {
    await stack.succeed("cancel", "--yes");
  }
  return outlived;
}

/**
 * Kills what is to die, and lets the request go where somebody is still there who waits for it: a host whose engine died
 * goes on with its call. Gives what outlives the run; the test must end that.
 */
async function strike({ dies }: Kill, run: Started, held: HeldRequest): Promise<Process[]> {
  const running = descendantsOf(run.pid);
  const host = hostAmong(running);
  if (dies !== "engine") {
    kill(host.pid);
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
