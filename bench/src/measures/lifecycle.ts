import type { Context } from "../context";
import type { Figure, Section } from "../figure";
import { liveInTurn, STEPS } from "../life";
import { ratios, spreadOf } from "../statistics";

/** Each operation on N configurations against the same with an empty dynamic resource, and the state's size. */
export async function lifecycle(context: Context, sizes: readonly number[]): Promise<Section[]> {
  const times: Figure[] = [];
  const states: Figure[] = [];
  for (const n of sizes) {
    const { ours, empty } = await liveInTurn(context, ["ours", "empty"], n);
    for (const step of STEPS) {
      const [values, floors] = [ours.map((life) => life[step]), empty.map((life) => life[step])];
      times.push({
        measure: `${step} of ${n}`,
        unit: "s",
        value: spreadOf(values),
        floor: spreadOf(floors),
        ratio: ratios(values, floors),
        ...(n >= 10 && { aim: { ratio: n >= 300 ? 0.85 : 1 } }),
      });
    }
    const perResource = (bytes: number): number => Math.round(bytes / n);
    const [values, floors] = [ours, empty].map((lives) => lives.map((life) => perResource(life.stateBytes)));
    states.push({
      measure: `state per resource, ${n}`,
      unit: "bytes",
      value: spreadOf(values ?? []),
      floor: spreadOf(floors ?? []),
      ratio: ratios(values ?? [], floors ?? []),
      ...(n >= 10 && { aim: { ratio: 1 } }),
    });
  }
  const floor = "the same program with an empty pulumi.dynamic.Resource: no check, no diff, no network";
  return [
    { title: "Operations", floor, figures: times },
    { title: "State", floor, figures: states },
  ];
}
