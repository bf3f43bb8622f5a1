import { exitStatus } from "./diagnose";
import type { CheckResult, Status } from "./model";

const statusWidth = "FAILURE".length;
const checkWidth = "authentication".length;
const words: Readonly<Record<Status, string>> = {
  ok: "ok",
  warning: "warning",
  failure: "FAILURE",
  skipped: "-",
};

/** Formats a result as a line, with the advice on the line below. */
export function formatResult({ check, status, detail, advice }: CheckResult): string {
  const head = `${words[status].padEnd(statusWidth)}  ${check.padEnd(checkWidth)}  ${detail}\n`;
  const indent = " ".repeat(statusWidth + checkWidth + 4);
  return advice === undefined ? head : `${head}${indent}-> ${advice}\n`;
}

/** Counts the failures and warnings. */
export function formatSummary(lines: readonly CheckResult[]): string {
  const count = (status: Status): number => lines.filter((line) => line.status === status).length;
  const [failures, warnings] = [count("failure"), count("warning")];
  if (failures + warnings === 0) return "\nNo problems found.\n";
  return `\n${plural(failures, "failure")}, ${plural(warnings, "warning")}.\n`;
}

/** Formats all results as JSON. */
export function formatJson(lines: readonly CheckResult[]): string {
  const status = (["ok", "warning", "failure"] as const)[exitStatus(lines)];
  return `${JSON.stringify({ status, checks: lines }, undefined, 2)}\n`;
}

function plural(count: number, noun: string): string {
  return `${count === 0 ? "no" : count} ${noun}${count === 1 ? "" : "s"}`;
}
