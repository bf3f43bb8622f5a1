import { type Figure, meets } from "../figure";
import type { Spread } from "../statistics";

export const HEAD = ["measure", "ours", "floor", "ratio", "spread", "aim", ""] as const;

/** A figure as the cells of a table's row. */
export function cells(figure: Figure): string[] {
  const { measure, value, floor, unit, ratio, aim } = figure;
  const met = meets(figure);
  return [
    measure,
    amount(value, unit),
    amount(floor, unit),
    ratio.median.toFixed(2),
    `${ratio.least.toFixed(2)}–${ratio.most.toFixed(2)}`,
    aim === undefined ? "" : "ratio" in aim ? `≤ ${aim.ratio.toFixed(2)}` : `≤ +${aim.more} ${unit}`,
    met === undefined ? "" : met ? "met" : "missed",
  ];
}

function amount({ median }: Spread, unit: Figure["unit"]): string {
  const digits = unit === "s" ? 2 : 0;
  return `${median.toFixed(digits)}${unit === "connections" || unit === "characters" ? "" : ` ${unit}`}`;
}
