import { operations } from "../../../client/wire/operations";
import type { Cell, Ending } from "./expected";

const columns = Object.keys(operations);

/** Describes a cell's result in a few words. */
export function wordsFor(ending: Ending): string {
  if (ending === "success") return "done";
  const { reason, problem, status, code, attempts, ambiguousOutcome } = ending as Record<
    string,
    string | undefined
  >;
  const response = code === undefined ? status : `${status ?? ""}/${code}`;
  const what = reason ?? (problem === undefined ? response : `${status ?? ""} ${problem}`);
  return `${what ?? ""} ×${attempts ?? ""}${ambiguousOutcome ? " ?" : ""}`;
}

/** Formats the matrix as a Markdown table, with a row for each fault and a column for each operation. */
export function tableOf(outcomes: ReadonlyMap<Cell, string>): string {
  const rows = new Map<string, Map<string, string>>();
  for (const [{ tried, fault, reach, committed }, words] of outcomes) {
    const key = [fault.name, reach, committed ? "yes" : "no"].join(" | ");
    const row = rows.get(key) ?? new Map<string, string>();
    rows.set(key, row.set(tried.operation, words));
  }
  const lines = [
    ["fault", "strikes", "cluster acted", ...columns],
    ["---", "---", "---", ...columns.map(() => "---")],
    ...[...rows].map(([key, row]) => [
      ...key.split(" | "),
      ...columns.map((column) => row.get(column) ?? ""),
    ]),
  ];
  const widths = (lines[0] ?? []).map((_, index) =>
    Math.max(...lines.map((line) => (line[index] ?? "").length)),
  );
  const padded = lines.map((line) =>
    line.map((text, index) => text.padEnd(widths[index] ?? 0, /^---$/.test(text) ? "-" : " ")),
  );
  return `${legend}\n\n${padded.map((line) => `| ${line.join(" | ")} |`).join("\n")}\n`;
}

const legend =
  "`done`: the operation's own result, with exactly its effect on the cluster. Otherwise one error: its reason, ×requests " +
  "sent, and `?` if the error reports an ambiguous outcome. A fault replaces the response of the operation's `first` " +
  "request, of all its `own` requests, or of `all` requests including reads; before or after the cluster acted.";
