import { operations } from "../wire/operations";
import { printable } from "../redact/printable";
import type { FailedOperation } from "./algorithmiaError";

/** An error's message: what was tried where, what came of it, how often and how long, and what to do next. */
export function formatErrorMessage(facts: FailedOperation, whatHappened: string, advice: string): string {
  const tried = operations[facts.operation].describe(printable(facts.configurationId ?? ""));
  const unknown = facts.outcomeUnknown ? "Whether the cluster did it all the same is not known." : "";
  return [
    `${tried} on ${facts.apiUrl} failed: ${toSentence(whatHappened)}`,
    toSentence(formatAttempts(facts)),
    unknown,
    advice,
  ]
    .filter((part) => part !== "")
    .join(" ");
}

const dayMs = 86_400_000;

/** A duration as a person reads it. A server may ask for any, and past a day the number says nothing more. */
export function formatDuration(ms: number): string {
  if (ms > dayMs) return "more than a day";
  if (ms < 1000) return `${Math.round(ms)} ms`;
  return `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;
}

function formatAttempts({ attempts, elapsedMs, retryStopReason: retryStopReason }: FailedOperation): string {
  const requests = attempts === 1 ? "1 request" : `${attempts} requests`;
  const made = `${requests} in ${formatDuration(elapsedMs)}`;
  return retryStopReason === undefined ? made : `${made}; ${retryStopReason}`;
}

function toSentence(text: string): string {
  return /[.!?]["')]?$/.test(text) ? text : `${text}.`;
}
