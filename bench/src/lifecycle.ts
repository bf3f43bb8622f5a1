import type { Context } from "./context";
import type { Form } from "./forms";
import type { SectionName, Values } from "./sample";
import { BenchStack, type Operation } from "./stack";

interface Step {
  readonly measure: string;
  readonly operation: Operation;
  readonly change?: true;
  /** Pulumi runs the program for this operation. */
  readonly runsProgram?: true;
}

const STEPS: readonly Step[] = [
  { measure: "preview", operation: "preview", runsProgram: true },
  { measure: "create", operation: "up", runsProgram: true },
  { measure: "no-op", operation: "up", runsProgram: true },
  { measure: "update", operation: "up", change: true, runsProgram: true },
  { measure: "refresh", operation: "refresh" },
  { measure: "destroy", operation: "destroy" },
];

export const MEASURES = STEPS.map(({ measure }) => measure);

interface Subject {
  readonly form: Form;
  /** The cluster's distance. Default: 0. */
  readonly latencyMs?: number;
}

export interface LifecycleOptions {
  readonly section: SectionName;
  readonly subjects: readonly Subject[];
  readonly n: number;
  readonly repetitions: number;
  /** Operations to omit. */
  readonly without?: readonly string[];
}

/** Runs the lifecycle of N configurations for each subject in turn, so that other load on the machine affects all. */
export async function measureLifecycles(context: Context, options: LifecycleOptions): Promise<void> {
  const stacks: (readonly [Subject, BenchStack])[] = [];
  for (const subject of options.subjects) {
    const stack = await BenchStack.create(context, subject.form);
    if (stack === undefined) continue;
    stacks.push([subject, stack]);
    // Fills caches: the plugin's compiled code, Go's build, Python's bytecode.
    await stack.operate("preview", 1);
  }
  for (let repetition = 1; repetition <= options.repetitions; repetition += 1) {
    for (const [subject, stack] of stacks)
      await measureLifecycle(context, options, subject, stack, repetition);
  }
  for (const [, stack] of stacks) stack.remove();
}

async function measureLifecycle(
  { emulator, record }: Context,
  { section, n, without = [] }: LifecycleOptions,
  { form, latencyMs = 0 }: Subject,
  stack: BenchStack,
  repetition: number,
): Promise<void> {
  emulator.reset();
  emulator.setLatency(latencyMs);
  for (const { measure, operation, change, runsProgram } of STEPS) {
    if (form.programOnly && !runsProgram) continue;
    if (without.includes(measure)) continue;
    const before = { requests: emulator.requests.length, connections: emulator.connections };
    const { seconds, cpuSeconds } = await stack.operate(operation, n, { change: change === true });
    const values: Values = {
      seconds,
      cpuSeconds,
      requests: emulator.requests.length - before.requests,
      connections: emulator.connections - before.connections,
      ...(measure === "create" && { stateBytes: Math.round(stack.stateBytes() / n) }),
    };
    record({ section, subject: form.name, measure, n, latencyMs, repetition, values });
  }
  emulator.reset();
  stack.reset();
}
