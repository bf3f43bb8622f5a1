import type { Section } from "../figure";
import { cells, HEAD } from "./text";

export interface Circumstances {
  readonly machine: string;
  readonly versions: string;
  readonly repetitions: string;
}

/** The report as a page of the docs, below the chart. */
export function markdownReport(
  sections: readonly Section[],
  { machine, versions, repetitions }: Circumstances,
): string {
  const parts = sections.map(
    ({ title, floor, figures }) =>
      `## ${title}\n\nFloor: ${floor}.\n\n${row(HEAD)}${row(HEAD.map(() => "---"))}${figures.map((figure) => row(cells(figure))).join("")}`,
  );
  return `# Benchmarks

Made by \`make bench\` in one run on one machine: ${machine}; ${versions}. Each figure is held against a floor measured in
the same run, in turn with it: ${repetitions}. The ratio is the median of the ratios of neighbours, the spread their least
and most. [performance.md](performance.md) says what they mean.

![Ratios to an empty dynamic provider](images/benchmarks.svg)

${parts.join("\n")}`;
}

function row(values: readonly string[]): string {
  return `| ${values.join(" | ")} |\n`;
}
