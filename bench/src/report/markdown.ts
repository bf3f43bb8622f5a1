import type { Section } from "../figure";
import { cells, HEAD } from "./text";

export interface Circumstances {
  readonly machine: string;
  readonly versions: string;
  readonly repetitions: string;
}

/** The report as a page of the documentation. */
export function markdownReport(
  sections: readonly Section[],
  { machine, versions, repetitions }: Circumstances,
): string {
  const parts = sections.map(
    ({ title, floor, figures }) =>
      `## ${title}\n\nFloor: ${floor}.\n\n${row(HEAD)}${row(HEAD.map(() => "---"))}${figures.map((figure) => row(cells(figure))).join("")}`,
  );
  return `# Benchmarks

\`make bench\` generates this page from one run on one machine: ${machine}; ${versions}. Each measurement is compared with a
baseline ("floor") of the same run, in turn: ${repetitions}. The ratio is the median of the ratios of adjacent measurements.
The spread is their minimum and maximum. [performance.md](performance.md) explains the results.

![Ratios to an empty dynamic provider](../images/benchmarks.svg)

${parts.join("\n")}`;
}

function row(values: readonly string[]): string {
  return `| ${values.join(" | ")} |\n`;
}
