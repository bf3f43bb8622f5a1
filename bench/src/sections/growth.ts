import type { Context } from "../context";
import { DYNAMIC, EMPTY, EMPTY_ALL_OUTPUTS, PLUGIN } from "../forms";
import { measureLifecycles } from "../lifecycle";

/** Measures many configurations in one stack. */
export async function measureGrowth(context: Context): Promise<void> {
  const subjects = [PLUGIN, DYNAMIC, EMPTY, EMPTY_ALL_OUTPUTS].map((form) => ({ form }));
  for (const n of context.quick ? [5] : [10, 100, 300]) {
    const repetitions = context.times(n === 300 ? 1 : 3);
    await measureLifecycles(context, { section: "growth", subjects, n, repetitions, without: ["preview"] });
  }
}
