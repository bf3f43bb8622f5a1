import type { Sample } from "./sample";

export function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const [low, high] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}

type Numeric = "seconds" | "cpuSeconds" | "requests" | "connections" | "stateBytes" | "megabytes";

/** Selects samples: each given property must be equal. */
export type Selection = Partial<
  Pick<Sample, "section" | "subject" | "measure" | "n" | "latencyMs" | "repetition">
>;

/** The samples of a run. */
export class Results {
  constructor(readonly samples: readonly Sample[]) {}

  select(selection: Selection): readonly Sample[] {
    const wanted = Object.entries(selection) as [keyof Selection, unknown][];
    return this.samples.filter((sample) => wanted.every(([key, value]) => sample[key] === value));
  }

  values(selection: Selection, figure: Numeric): number[] {
    return this.select(selection).flatMap(({ values }) => values[figure] ?? []);
  }

  median(selection: Selection, figure: Numeric): number | undefined {
    return median(this.values(selection, figure));
  }

  /**
   * The median of the ratios of two subjects. Each measurement is divided by the one of the same repetition, so that other
   * load on the machine affects both. `plus` is added to each floor.
   */
  ratio(selection: Selection, floor: Selection, figure: Numeric, plus = 0): number | undefined {
    const ratios = this.select(selection).flatMap(({ repetition, values }) => {
      const [below] = this.values({ ...floor, repetition }, figure);
      const above = values[figure];
      return above === undefined || below === undefined ? [] : [above / (below + plus)];
    });
    return median(ratios);
  }
}
