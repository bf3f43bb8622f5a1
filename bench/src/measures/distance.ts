import type { Context } from "../context";
import type { Figure, Section } from "../figure";
import { liveInTurn, type Step, STEPS } from "../life";
import { ratios, spreadOf } from "../statistics";
import { PARALLELISM } from "../parallelism";

/** The least number of requests that an operation on one configuration can do with, and on all of them together. */
const LEAST: Readonly<Record<Step, { readonly each: number; readonly once: number }>> = {
  create: { each: 1, once: 0 },
  "no-op up": { each: 0, once: 0 },
  "update of all": { each: 1, once: 0 },
  refresh: { each: 0, once: 1 },
  // Refused while enabled, disabled, deleted.
  destroy: { each: 3, once: 0 },
};

/** The same against a cluster that is some milliseconds away. */
export async function distance(
  context: Context,
  n: number,
  latencies: readonly number[],
): Promise<Section[]> {
  const figures: Figure[] = [];
  for (const latencyMs of latencies) {
    const { ours, empty } = await liveInTurn(context, ["ours", "empty"], n, latencyMs);
    for (const step of STEPS) {
      const { each, once } = LEAST[step];
      const waiting = ((Math.ceil(n / PARALLELISM) * each + once) * latencyMs) / 1000;
      const [values, floors] = [ours.map((life) => life[step]), empty.map((life) => life[step] + waiting)];
      figures.push({
        measure: `${step} of ${n}, ${latencyMs} ms away`,
        unit: "s",
        value: spreadOf(values),
        floor: spreadOf(floors),
        ratio: ratios(values, floors),
        aim: { ratio: 1.1 },
      });
    }
    const connections = ours.map((life) => life.connections);
    figures.push({
      measure: `connections opened by the create of ${n}, ${latencyMs} ms away`,
      unit: "connections",
      value: spreadOf(connections),
      floor: spreadOf(connections.map(() => PARALLELISM)),
      ratio: ratios(
        connections,
        connections.map(() => PARALLELISM),
      ),
      aim: { ratio: 1 },
    });
  }
  const floor = `the empty resource, and the least number of requests × delay ÷ ${PARALLELISM}, the engine's parallelism here`;
  return [{ title: "Distance", floor, figures }];
}
