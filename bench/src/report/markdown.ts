import type { Section } from "../figure";
import { cells, HEAD } from "./text";

export interface Circumstances {
  readonly machine: string;
  readonly versions: string;
  readonly repetitions: string;
}

/** The documentation's page with the report between its two comments. */
export function markdownReport(
  page: string,
  sections: readonly Section[],
  { machine, versions, repetitions }: Circumstances,
): string {
  const parts = sections.map(
    ({ title, floor, figures }) =>
      `## ${title}\n\nFloor: ${floor}.\n\n${row(HEAD)}${row(HEAD.map(() => "---"))}${figures.map((figure) => row(cells(figure))).join("")}`,
  );
  const report = `${machine}; ${versions}; ${repetitions}.

![Ratios to an empty dynamic provider](../images/benchmarks.svg)

${parts.join("\n")}`;
  return page.replace(/(?<=<!-- bench: begin -->\n\n)[^]*?(?=\n<!-- bench: end -->)/, () => report);
}

function row(values: readonly string[]): string {
  return `| ${values.join(" | ")} |\n`;
}
