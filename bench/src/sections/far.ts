import type { Context } from "../context";
import { DYNAMIC, EMPTY, PLUGIN } from "../forms";
import { measureLifecycles } from "../lifecycle";

export const LATENCIES = [50, 200] as const;

/** Measures a cluster that is some milliseconds away. The empty resource sends no requests. */
export async function measureFar(context: Context): Promise<void> {
  const far = LATENCIES.flatMap((latencyMs) => [
    { form: PLUGIN, latencyMs },
    { form: DYNAMIC, latencyMs },
  ]);
  const subjects = [{ form: EMPTY }, ...far];
  const without = ["preview", "no-op"];
  for (const n of context.quick ? [1] : [1, 3, 100]) {
    const repetitions = context.times(n === 100 ? 1 : 2);
    await measureLifecycles(context, { section: "far", subjects, n, repetitions, without });
  }
}
