import { operations } from "../wire/operations";
import { printable } from "../redact/printable";
import type { FailedOperation } from "./algorithmiaError";

/** The message of an error: what failed on which cluster, why, after how many requests, and what to do next. */
export function formatErrorMessage(facts: FailedOperation, whatHappened: string, advice: string): string {
  const operation = operations[facts.operation].describe(printable(facts.configurationId ?? ""));
  const ambiguity = facts.ambiguousOutcome ? "The cluster may have performed the operation." : "";
  return [
    `${operation} on ${facts.apiUrl} failed: ${toSentence(whatHappened)}`,
    toSentence(formatAttempts(facts)),
    ambiguity,
    advice,
  ]
    .filter((part) => part !== "")
    .join(" ");
}

const dayMs = 86_400_000;

/** A duration for people. A server may request any wait; beyond a day, the exact number doesn't matter. */
export function formatDuration(ms: number): string {
  if (ms > dayMs) return "more than a day";
  if (ms < 1000) return `${Math.round(ms)} ms`;
  return `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;
}

function formatAttempts({ attempts, elapsedMs, retryStopReason }: FailedOperation): string {
  const requests = attempts === 1 ? "1 request" : `${attempts} requests`;
  const sent = `Sent ${requests} in ${formatDuration(elapsedMs)}`;
  return retryStopReason === undefined ? sent : `${sent}; ${retryStopReason}`;
}

function toSentence(text: string): string {
  return /[.!?]["')]?$/.test(text) ? text : `${text}.`;
}
