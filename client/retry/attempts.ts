import type { Result } from "../transport/failure";
import { parseConfiguration } from "../wire/parseResponse";
import { type ApiFailure, type AttemptFailure, isNotFound } from "../transport/failure";
import type { ScmConfiguration } from "../wire/model";
import { type Operation, operations } from "../wire/operations";
import type { SendRequest } from "./sendRequest";
import { isAmbiguous, isRetryable } from "./decideRetry";
import type { OperationRun } from "./operationRun";

/** One operation, as data and decisions. */
export interface OperationCall<T> {
  readonly operation: Operation;
  /** Absent for `list`. */
  readonly configurationId?: string;
  /** Sends the operation's own request once (or, for a create, in the other spelling too). */
  readonly sendOnce: (run: OperationRun) => Promise<Result<T>>;
  /**
   * For operations that change something: the result that follows from the configuration as it now stands
   * (undefined: none) after a request whose response was lost or unusable; undefined if nothing follows.
   */
  readonly reconcile?: (found: ScmConfiguration | undefined) => Result<T> | undefined;
}

/** What came of an attempt; a final failure is not to be followed by another, whatever it is. */
export type AttemptResult<T> = Result<T> & { readonly final?: true };

/** How an operation ended that failed for good. */
export interface FinalFailure {
  readonly failure: AttemptFailure;
  /** The cluster may have acted on a request all the same. */
  readonly outcomeUnknown: boolean;
}

/** The attempts at one operation, with what is known of their effect. */
export interface Attempts<T> {
  next(): Promise<AttemptResult<T>>;
  /** After the last attempt: the failure, or the result where a last look shows that a request succeeded. */
  finish(failure: AttemptFailure): Promise<{ readonly value: T } | FinalFailure>;
}

const CONFLICT = 4044;

/** What the cluster would answer to a create whose id another configuration has. */
export const idConflict: ApiFailure = { kind: "api", status: 409, code: CONFLICT, inferred: true };

export function createAttempts<T>(call: OperationCall<T>, run: OperationRun, send: SendRequest): Attempts<T> {
  const { operation, configurationId: id = "", sendOnce, reconcile } = call;
  const { method, idempotent } = operations[operation];
  const outcome = { unknown: false, everUnknown: false };
  const mustReconcile = (): boolean => !idempotent && outcome.unknown;

  async function fetchCurrent(): Promise<Result<ScmConfiguration | undefined>> {
    const result = await send(run, { operation: "get", id, parse: parseConfiguration(id) });
    if ("failure" in result && !isNotFound(result.failure)) return result;
    outcome.unknown = false;
    return "value" in result ? result : { value: undefined };
  }

  function recordOutcome(failure: AttemptFailure): void {
    if (method === "GET") return;
    const ambiguous = isAmbiguous(failure);
    outcome.everUnknown ||= ambiguous;
    outcome.unknown = ambiguous || (outcome.unknown && isRetryable(failure));
  }

  let lastFailure: AttemptFailure | undefined;
  let canReconcile = true;
  return {
    async next() {
      if (mustReconcile()) {
        const current = await fetchCurrent();
        if ("failure" in current) {
          // A question that is refused says nothing: the error is to be about what it asked after.
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
      return { failure: reconciled?.failure ?? failure, outcomeUnknown: outcome.unknown };
    },
  };
}

// A create that meets a conflict after an attempt without a clear outcome may have met that attempt's work.
function needsReconciling(failure: AttemptFailure, { everUnknown }: { everUnknown: boolean }): boolean {
  return isInvalidSuccess(failure) || (everUnknown && failure.kind === "api" && failure.code === CONFLICT);
}

function isInvalidSuccess(failure: AttemptFailure): boolean {
  return failure.kind === "response" && failure.status < 300;
}
