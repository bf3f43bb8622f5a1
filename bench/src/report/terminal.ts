import type { Section } from "../figure";
import { cells, HEAD } from "./text";

/** The sections as tables for a terminal. */
export function terminalReport(sections: readonly Section[]): string {
  return sections
    .map(({ title, floor, figures }) => `\n${title}\nfloor: ${floor}\n${table(figures.map(cells))}`)
    .join("");
}

function table(rows: readonly (readonly string[])[]): string {
  const all = [[...HEAD], ...rows];
  const widths = HEAD.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd();
  return `${all.map(line).join("\n")}\n`;
}
