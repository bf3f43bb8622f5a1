import type { Spread } from "./statistics";

/** One line of the report. */
export interface Figure {
  readonly measure: string;
  /** What was measured and what it is held against, with their units. */
  readonly value: Spread;
  readonly floor: Spread;
  readonly unit: "s" | "ms" | "MB" | "bytes" | "connections" | "characters";
  readonly ratio: Spread;
  /** What the ratio, or the difference in the unit, should not exceed. Left out where a figure is only reported. */
  readonly aim?: { readonly ratio: number } | { readonly more: number };
}

export interface Section {
  readonly title: string;
  readonly floor: string;
  readonly figures: readonly Figure[];
}

export function meets({ aim, ratio, value, floor }: Figure): boolean | undefined {
  if (aim === undefined) return undefined;
  return "ratio" in aim ? ratio.median <= aim.ratio : value.median - floor.median <= aim.more;
}
