import type { Context } from "../context";
import { DYNAMIC, EMPTY, PLUGIN } from "../forms";
import { measureLifecycles } from "../lifecycle";

/** Measures many configurations in one stack. */
export async function measureGrowth(context: Context): Promise<void> {
  const subjects = [PLUGIN, DYNAMIC, EMPTY].map((form) => ({ form }));
  for (const n of context.quick ? [5] : [10, 100, 300]) {
    const repetitions = context.times(n === 10 ? 2 : 1);
    await measureLifecycles(context, { section: "growth", subjects, n, repetitions, without: ["preview"] });
  }
}
