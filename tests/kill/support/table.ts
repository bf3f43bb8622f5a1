import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** One cell of the matrix, run. */
export interface Outcome {
  readonly operation: string;
  /** As `2. POST /v1/admin/scms/*\/default`: its place among the operation's requests, and what it is. */
  readonly request: string;
  readonly fault: string;
  /** How many runs it took, the struck one included; or what was wrong. */
  readonly result: number | string;
}

/** A request's place and kind, without the ids in its path. */
export function requestName(index: number, request: string): string {
  return `${index + 1}. ${request.replace("/v1/", "").replace(/(scms\/)(?!internal)[^/]+/, "$1ID")}`;
}

/** The matrix as a Markdown table: a row for each request of an operation, a column for each fault. */
export function tableOf(outcomes: readonly Outcome[]): string {
  const faults = [...new Set(outcomes.map(({ fault }) => fault))];
  const rows = new Map<string, Map<string, string>>();
  for (const { operation, request, fault, result } of outcomes) {
    const key = `${operation} | ${request}`;
    const row = rows.get(key) ?? new Map<string, string>();
    rows.set(key, row.set(fault, String(result)));
  }
  const lines = [
    ["operation", "request", ...faults],
    ["---", "---", ...faults.map(() => "---")],
    ...[...rows].map(([key, row]) => [...key.split(" | "), ...faults.map((fault) => row.get(fault) ?? "")]),
  ];
  const widths = (lines[0] ?? []).map((_, index) =>
    Math.max(...lines.map((line) => (line[index] ?? "").length)),
  );
  const padded = lines.map((line) =>
    line.map((text, index) => text.padEnd(widths[index] ?? 0, text === "---" ? "-" : " ")),
  );
  return padded.map((line) => `| ${line.join(" | ")} |\n`).join("");
}

/** Writes the table to where `KILLS_TABLE` says, if it says: `DIRECTORY`, a file for each part of the matrix. */
export function writeTable(part: string, outcomes: readonly Outcome[]): void {
  const directory = process.env["KILLS_TABLE"];
  if (directory !== undefined) {
    const file = `${directory}/${part}.md`;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, tableOf(outcomes));
  }
}
