import type { Spread } from "./statistics";

/** A row of the report. */
export interface Figure {
  readonly measure: string;
  /** The measurement and its floor. */
  readonly value: Spread;
  readonly floor: Spread;
  readonly unit: "s" | "ms" | "MB" | "bytes" | "connections" | "characters";
  readonly ratio: Spread;
  /** The target: the maximum of the ratio, or of the difference in the unit. Not set if there is no target. */
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
