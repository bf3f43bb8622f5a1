import { operations } from "../../../client/wire/operations";
import type { Cell, Ending } from "./expected";

const columns = Object.keys(operations);

/** A cell's outcome in a few words. */
export function wordsFor(ending: Ending): string {
  if (ending === "success") return "done";
  const { reason, problem, status, code, attempts, outcomeUnknown } = ending as Record<
    string,
    string | undefined
  >;
  const answered = code === undefined ? status : `${status ?? ""}/${code}`;
  const what = reason ?? (problem === undefined ? answered : `${status ?? ""} ${problem}`);
  return `${what ?? ""} ×${attempts ?? ""}${outcomeUnknown ? " ?" : ""}`;
}

/** The matrix as a Markdown table: a row for each fault, where and when it strikes; a column for each operation. */
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
  "`done`: the operation's own result, and exactly its effect on the cluster. Else one error: what it names, ×requests " +
  "sent, and `?` where the cluster may have acted and the error says so. A fault strikes the `first` request of the " +
  "operation, all its `own`, or `all`, those that ask after it too; before or after the cluster acted on it.";
