/** Several measurements of one thing. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (index: number): number => sorted[index] ?? NaN;
  const middle = (sorted.length - 1) / 2;
  return {
    median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2,
    least: at(0),
    most: at(sorted.length - 1),
  };
}

/**
 * Ratios of two things that were measured in turn: each to the one that was measured beside it, so that what slows the
 * machine down for a while slows both.
 */
export function ratios(values: readonly number[], floors: readonly number[]): Spread {
  return spreadOf(values.map((value, index) => value / (floors[index] ?? NaN)));
}
