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

/** A line as a person reads it; what to do stands below it. */
export function formatResult({ check, status, detail, advice }: CheckResult): string {
  const head = `${words[status].padEnd(statusWidth)}  ${check.padEnd(checkWidth)}  ${detail}\n`;
  const indent = " ".repeat(statusWidth + checkWidth + 4);
  return advice === undefined ? head : `${head}${indent}-> ${advice}\n`;
}

/** How it stands, in one sentence. */
export function formatSummary(lines: readonly CheckResult[]): string {
  const count = (status: Status): number => lines.filter((line) => line.status === status).length;
  const [failures, warnings] = [count("failure"), count("warning")];
  if (failures + warnings === 0) return "\nAll is well.\n";
  return `\n${plural(failures, "failure")}, ${plural(warnings, "warning")}.\n`;
}

/** Everything for a program. */
export function formatJson(lines: readonly CheckResult[]): string {
  const status = (["ok", "warning", "failure"] as const)[exitStatus(lines)];
  return `${JSON.stringify({ status, checks: lines }, undefined, 2)}\n`;
}

function plural(count: number, noun: string): string {
  return `${count === 0 ? "no" : count} ${noun}${count === 1 ? "" : "s"}`;
}
