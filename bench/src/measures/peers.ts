import type { Context } from "../context";
import type { Figure, Section } from "../figure";
import { liveInTurn } from "../life";
import { BenchStack } from "../pulumi";
import { ratios, spreadOf } from "../statistics";

/** Against a dynamic provider written the usual way, and against a script. */
export async function peers(context: Context, n: number): Promise<Section[]> {
  const { ours, usual } = await liveInTurn(context, ["ours", "usual"], n);
  const figures = (["create", "no-op up", "refresh"] as const).map((step): Figure => {
    const [values, floors] = [ours.map((life) => life[step]), usual.map((life) => life[step])];
    return {
      measure: `${step} of ${n}`,
      unit: "s",
      value: spreadOf(values),
      floor: spreadOf(floors),
      ratio: ratios(values, floors),
      aim: { ratio: 1 },
    };
  });
  const script = await scripted(context, n, ours.length);
  const beside = (["create", "no-op up"] as const).map((step): Figure => {
    const values = ours.map((life) => life[step]);
    return {
      measure: `${step} of ${n}`,
      unit: "s",
      value: spreadOf(values),
      floor: spreadOf(script[step]),
      ratio: ratios(values, script[step]),
    };
  });
  return [
    {
      title: "The usual provider",
      floor: "a dynamic provider with its client and schema captured by closure and one GET per read",
      figures,
    },
    {
      title: "A script",
      floor:
        "fetch calls without Pulumi: no state, preview, update, delete or drift, no secrets kept, no retry",
      figures: beside,
    },
  ];
}

async function scripted({ emulator, env, progress }: Context, n: number, repetitions: number) {
  const stack = await BenchStack.create("empty.js", { env: { ...env, BENCH_N: String(n) } });
  const times = { create: [] as number[], "no-op up": [] as number[] };
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    progress(`script, ${n} configurations, ${repetition + 1} of ${repetitions}`);
    emulator.reset();
    times.create.push(await stack.timeScript("script.js", {}));
    times["no-op up"].push(await stack.timeScript("script.js", {}));
  }
  emulator.reset();
  stack.remove();
  return times;
}
