import type { Context } from "./context";
import { BenchStack, type Env, type StackOptions } from "./pulumi";

/** The operations of a lifecycle, in order. */
export const STEPS = ["create", "no-op up", "update of all", "refresh", "destroy"] as const;

export type Step = (typeof STEPS)[number];

export type Program = "ours" | "empty" | "usual";

export type Life = Readonly<Record<Step, number>> & {
  readonly stateBytes: number;
  readonly connections: number;
};

/** Runs the lifecycle of N configurations, and returns the seconds of each step and the state's size after the create. */
export async function live(
  { emulator, env }: Context,
  program: Program,
  n: number,
  { more = {}, runtime }: { more?: Env } & Pick<StackOptions, "runtime"> = {},
): Promise<Life> {
  const before = emulator.connections;
  const size = { BENCH_N: String(n) };
  const stack = await BenchStack.create(`${program}.js`, {
    env: { ...env, ...size, ...more },
    ...(runtime !== undefined && { runtime }),
  });
  try {
    const create = await stack.time("up");
    const connections = emulator.connections - before;
    const stateBytes = Buffer.byteLength(stack.state());
    return {
      create,
      connections,
      stateBytes,
      "no-op up": await stack.time("up"),
      "update of all": await stack.time("up", { BENCH_UPDATE: "true" }),
      refresh: await stack.time("refresh"),
      destroy: await stack.time("destroy"),
    };
  } finally {
    stack.remove();
    emulator.reset();
  }
}

/** Runs the lifecycles of several programs in turn, so that other load on the machine affects all of them. */
export async function liveInTurn<P extends Program>(
  context: Context,
  programs: readonly P[],
  n: number,
  latencyMs = 0,
): Promise<Record<P, Life[]>> {
  const lives = Object.fromEntries(programs.map((program) => [program, [] as Life[]])) as Record<P, Life[]>;
  const repetitions = context.repetitions(n);
  for (let repetition = 1; repetition <= repetitions; repetition += 1) {
    for (const program of programs) {
      context.progress(`${program}, ${n} configurations, ${latencyMs} ms, ${repetition} of ${repetitions}`);
      context.emulator.setLatency(latencyMs);
      lives[program].push(await live(context, program, n));
    }
  }
  return lives;
}
