import { errorCodes } from "../errors/errorCodes";
import { formatDuration } from "../errors/formatErrorMessage";
import type { AttemptFailure } from "../transport/failure";

/** The shape of the waits between attempts. */
export const backoff = { initialMs: 500, maxMs: 20_000, maxWhileNotReadyMs: 5_000 } as const;

/** Where an operation stands when an attempt has failed. */
export interface RetryState {
  readonly now: number;
  readonly startedAt: number;
  readonly deadlineAt: number;
  /** Until then a cluster that is still coming up is waited for, without counting. */
  readonly readyUntil: number;
  /** Failed attempts so far, this one included. */
  readonly failures: number;
  /** Those repeats of the operation that counted. */
  readonly retries: number;
  readonly maxRetries: number;
}

export type RetryDecision =
  | { readonly waitMs: number; readonly countsAsRetry: boolean }
  /** With a reason if the failure was one that may pass. */
  | { readonly stop: string | undefined };

/** What follows a failed attempt; `random` is uniform in [0, 1). */
export function decideRetry(failure: AttemptFailure, progress: RetryState, random: number): RetryDecision {
  if (!isRetryable(failure)) return { stop: undefined };
  const waitingForCluster = isNotReady(failure) && progress.now < progress.readyUntil;
  if (!waitingForCluster && progress.retries >= progress.maxRetries) {
    return { stop: progress.maxRetries === 0 ? undefined : `gave up after ${progress.maxRetries} retries` };
  }
  const most = waitingForCluster ? backoff.maxWhileNotReadyMs : backoff.maxMs;
  const ownMs = Math.round(random * Math.min(most, backoff.initialMs * 2 ** (progress.failures - 1)));
  const askedMs = (failure.kind === "network" ? undefined : failure.retryAfterMs) ?? 0;
  const waitMs = Math.max(ownMs, askedMs);
  if (progress.now + waitMs < progress.deadlineAt) return { waitMs, countsAsRetry: !waitingForCluster };
  const deadline = `the deadline of ${formatDuration(progress.deadlineAt - progress.startedAt)}`;
  return {
    stop:
      askedMs > ownMs
        ? `not tried again, as the server asked for a wait of ${formatDuration(askedMs)}, past ${deadline}`
        : `not tried again, as ${deadline} leaves no time for it`,
  };
}

/** Whether a later attempt may fare better: 408, 429, 5xx and broken connections, unless the cluster decided. */
export function isRetryable(failure: AttemptFailure): boolean {
  if (failure.kind === "network") return !failure.permanent;
  return isTransientStatus(failure.status) && !isDefinitive(failure);
}

/** Whether the cluster may have acted on the request in spite of the failure. */
export function isAmbiguous(failure: AttemptFailure): boolean {
  if (failure.kind === "network") return failure.mayHaveArrived;
  if (failure.status < 300) return true;
  return isTransientStatus(failure.status) && failure.status !== 429 && !isDefinitive(failure);
}

/** Whether this is what a cluster that is still coming up, or the proxy before it, answers. */
export function isNotReady(failure: AttemptFailure): boolean {
  if (failure.kind !== "network") return [502, 503, 504].includes(failure.status) && isRetryable(failure);
  return ["refused", "unreachable", "dns", "proxy"].includes(failure.reason) && !failure.permanent;
}

function isTransientStatus(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}

// Which status goes with which code is undocumented: a 500 may carry a refusal that no repeat changes.
function isDefinitive(failure: AttemptFailure): boolean {
  if (failure.kind !== "api" || failure.code === undefined) return false;
  const entry = errorCodes[failure.code];
  return entry !== undefined && entry.retryable !== true;
}
