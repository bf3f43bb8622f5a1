import { errorCodes } from "../errors/errorCodes";
import { formatDuration } from "../errors/formatErrorMessage";
import type { AttemptFailure } from "../transport/failure";

/** The backoff between attempts. */
export const backoff = { initialMs: 500, maxMs: 20_000, maxWhileNotReadyMs: 5_000 } as const;

/** The state of an operation after a failed attempt. */
export interface RetryState {
  readonly now: number;
  readonly startedAt: number;
  readonly deadlineAt: number;
  /** Until then, failures of a cluster that is still starting don't count as retries. */
  readonly readyUntil: number;
  /** Failed attempts so far, including this one. */
  readonly failures: number;
  /** Retries that counted. */
  readonly retries: number;
  readonly maxRetries: number;
}

export type RetryDecision =
  | { readonly waitMs: number; readonly countsAsRetry: boolean }
  /** With a reason if the failure is retryable. */
  | { readonly stop: string | undefined };

/** Decides whether and when to retry after a failed attempt; `random` is uniform in [0, 1). */
export function decideRetry(failure: AttemptFailure, progress: RetryState, random: number): RetryDecision {
  if (!isRetryable(failure)) return { stop: undefined };
  const waitingForCluster = isNotReady(failure) && progress.now < progress.readyUntil;
  if (!waitingForCluster && progress.retries >= progress.maxRetries) {
    return { stop: progress.maxRetries === 0 ? undefined : `gave up after ${progress.maxRetries} retries` };
  }
  const most = waitingForCluster ? backoff.maxWhileNotReadyMs : backoff.maxMs;
  const backoffMs = Math.round(random * Math.min(most, backoff.initialMs * 2 ** (progress.failures - 1)));
  const requestedMs = (failure.kind === "network" ? undefined : failure.retryAfterMs) ?? 0;
  const waitMs = Math.max(backoffMs, requestedMs);
  if (progress.now + waitMs < progress.deadlineAt) return { waitMs, countsAsRetry: !waitingForCluster };
  const deadline = `the deadline of ${formatDuration(progress.deadlineAt - progress.startedAt)}`;
  return {
    stop:
      requestedMs > backoffMs
        ? `not retried because the server requested a wait of ${formatDuration(requestedMs)}, which exceeds ${deadline}`
        : `not retried because ${deadline} leaves no time for another attempt`,
  };
}

/** Whether a later attempt may succeed: 408, 429, 5xx and broken connections, unless the error code is definitive. */
export function isRetryable(failure: AttemptFailure): boolean {
  if (failure.kind === "network") return !failure.permanent;
  return isTransientStatus(failure.status) && !isDefinitive(failure);
}

/** Whether the outcome is ambiguous: the cluster may have acted on the request in spite of the failure. */
export function isAmbiguous(failure: AttemptFailure): boolean {
  if (failure.kind === "network") return failure.mayHaveArrived;
  if (failure.status < 300) return true;
  return isTransientStatus(failure.status) && failure.status !== 429 && !isDefinitive(failure);
}

/** Whether the failure is typical of a cluster that is still starting, or of the proxy in front of it. */
export function isNotReady(failure: AttemptFailure): boolean {
  if (failure.kind !== "network") return [502, 503, 504].includes(failure.status) && isRetryable(failure);
  return ["refused", "unreachable", "dns", "proxy"].includes(failure.reason) && !failure.permanent;
}

function isTransientStatus(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}

// The status of each code is undocumented: a 500 may carry a definitive error that no retry changes.
function isDefinitive(failure: AttemptFailure): boolean {
  if (failure.kind !== "api" || failure.code === undefined) return false;
  const entry = errorCodes[failure.code];
  return entry !== undefined && entry.retryable !== true;
}
