import type { Result } from "../transport/failure";
import { parseConfiguration } from "../wire/parseResponse";
import { type ApiFailure, type AttemptFailure, isNotFound } from "../transport/failure";
import type { ScmConfiguration } from "../wire/model";
import { type Operation, operations } from "../wire/operations";
import type { SendRequest } from "./sendRequest";
import { isAmbiguous, isRetryable } from "./decideRetry";
import type { OperationRun, WaitOptions } from "./operationRun";

/** One call of an operation. */
export interface OperationCall<T> extends WaitOptions {
  readonly operation: Operation;
  /** Absent for `list`. */
  readonly configurationId?: string;
  /** Sends the operation's request once (a create may send it again with the other provider spelling). */
  readonly sendOnce: (run: OperationRun) => Promise<Result<T>>;
  /**
   * For operations that write: the result that the current configuration (undefined if it doesn't exist) implies
   * after a lost or invalid response; undefined if it implies none.
   */
  readonly reconcile?: (found: ScmConfiguration | undefined) => Result<T> | undefined;
}

/** The result of an attempt. A final failure isn't retried, even if it is retryable. */
export type AttemptResult<T> = Result<T> & { readonly final?: true };

/** How an operation failed. */
export interface FinalFailure {
  readonly failure: AttemptFailure;
  /** The cluster may have performed the operation. */
  readonly ambiguousOutcome: boolean;
}

/** The attempts of one operation, and what is known about their outcome. */
export interface Attempts<T> {
  next(): Promise<AttemptResult<T>>;
  /** After the last attempt: the failure, or the result if a last read shows that a request succeeded. */
  finish(failure: AttemptFailure): Promise<{ readonly value: T } | FinalFailure>;
}

const CONFLICT = 4044;

/** The response of the cluster to a create whose id already exists. */
export const idConflict: ApiFailure = { kind: "api", status: 409, code: CONFLICT, inferred: true };

export function createAttempts<T>(call: OperationCall<T>, run: OperationRun, send: SendRequest): Attempts<T> {
  const { operation, configurationId: id = "", sendOnce, reconcile } = call;
  const { method, idempotent } = operations[operation];
  const outcome = { ambiguous: false, wasAmbiguous: false };
  const mustReconcile = (): boolean => !idempotent && outcome.ambiguous;

  async function fetchCurrent(): Promise<Result<ScmConfiguration | undefined>> {
    const result = await send(run, { operation: "get", id, parse: parseConfiguration(id) });
    if ("failure" in result && !isNotFound(result.failure)) return result;
    outcome.ambiguous = false;
    return "value" in result ? result : { value: undefined };
  }

  function recordOutcome(failure: AttemptFailure): void {
    if (method === "GET") return;
    const ambiguous = isAmbiguous(failure);
    outcome.wasAmbiguous ||= ambiguous;
    outcome.ambiguous = ambiguous || (outcome.ambiguous && isRetryable(failure));
  }

  let lastFailure: AttemptFailure | undefined;
  let canReconcile = true;
  return {
    async next() {
      if (mustReconcile()) {
        const current = await fetchCurrent();
        if ("failure" in current) {
          // If the read is rejected, the outcome stays unknown; the error reports the failed write.
          canReconcile = isRetryable(current.failure);
          return canReconcile ? current : { failure: lastFailure ?? current.failure, final: true };
        }
        const reconciled = reconcile?.(current.value);
        if (reconciled !== undefined) return reconciled;
      }
      const result = await sendOnce(run);
      if ("value" in result) return result;
      lastFailure = result.failure;
      recordOutcome(result.failure);
      if (reconcile === undefined || !needsReconciling(result.failure, outcome)) return result;
      const current = await fetchCurrent();
      return ("value" in current ? reconcile(current.value) : undefined) ?? result;
    },

    async finish(failure) {
      const current =
        mustReconcile() && canReconcile && !isInvalidSuccess(failure) ? await fetchCurrent() : undefined;
      const found = current !== undefined && "value" in current ? current.value : undefined;
      const reconciled = found === undefined ? undefined : reconcile?.(found);
      if (reconciled !== undefined && "value" in reconciled) return reconciled;
      return { failure: reconciled?.failure ?? failure, ambiguousOutcome: outcome.ambiguous };
    },
  };
}

// A create that gets a conflict after an ambiguous attempt may conflict with the result of that attempt.
function needsReconciling(failure: AttemptFailure, { wasAmbiguous }: { wasAmbiguous: boolean }): boolean {
  return isInvalidSuccess(failure) || (wasAmbiguous && failure.kind === "api" && failure.code === CONFLICT);
}

function isInvalidSuccess(failure: AttemptFailure): boolean {
  return failure.kind === "response" && failure.status < 300;
}
