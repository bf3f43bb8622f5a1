import type { Context } from "../context";
import { DYNAMIC, DYNAMIC_CHECKED, EMPTY, FORMS, type Form, PLUGIN, PLUGIN_YAML } from "../forms";
import { measureLifecycles } from "../lifecycle";
import { BenchStack } from "../stack";
import { measureStages } from "../stages";

/** Forms whose stages the page's picture shows. */
export const STAGED: readonly Form[] = [PLUGIN_YAML, PLUGIN, DYNAMIC, DYNAMIC_CHECKED, EMPTY];

/** Measures one and three configurations: each form of a program, a script, and the stages of an `up`. */
export async function measureOne(context: Context): Promise<void> {
  const section = "one";
  await measureAllStages(context);
  const repetitions = context.times(5);
  await measureLifecycles(context, { section, subjects: FORMS.map((form) => ({ form })), n: 1, repetitions });
  await measureScript(context);
  const subjects = [PLUGIN_YAML, PLUGIN, DYNAMIC, EMPTY].map((form) => ({ form }));
  await measureLifecycles(context, { section, subjects, n: 3, repetitions: context.times(3) });
}

async function measureAllStages(context: Context): Promise<void> {
  for (let repetition = 0; repetition <= context.times(3); repetition += 1) {
    for (const form of STAGED) {
      const stack = await BenchStack.create(context, form);
      if (stack === undefined) continue;
      const stages = await measureStages(stack);
      stack.remove();
      context.emulator.reset();
      // The first one fills caches.
      if (repetition === 0 && !context.quick) continue;
      const common = { section: "one", subject: form.name, n: 1, latencyMs: 0, repetition } as const;
      context.record({ ...common, measure: "stages of create", values: { stages } });
    }
  }
}

async function measureScript(context: Context): Promise<void> {
  const stack = await BenchStack.create(context, EMPTY);
  if (stack === undefined) return;
  for (let repetition = 1; repetition <= context.times(5); repetition += 1) {
    for (const measure of ["create", "no-op"]) {
      const { seconds, cpuSeconds } = await stack.runScript(1);
      const common = { section: "one", subject: "script", n: 1, latencyMs: 0, repetition } as const;
      context.record({ ...common, measure, values: { seconds, cpuSeconds } });
    }
    context.emulator.reset();
  }
  stack.remove();
}
