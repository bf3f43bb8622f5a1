import type { Result } from "../transport/failure";
import { readConfiguration } from "../wire/readResponse";
import { type ApiFailure, type AttemptFailure, saysGone } from "../transport/failure";
import type { ScmConfiguration } from "../wire/model";
import { type Operation, operations } from "../wire/operations";
import type { Send } from "./request";
import { leavesOutcomeUnknown, mayPass } from "./retry";
import type { Run } from "./run";

/** One operation, as data and decisions. */
export interface Call<T> {
  readonly operation: Operation;
  /** Absent for `list`. */
  readonly configurationId?: string;
  /** Sends the operation's own request once (or, for a create, in the other spelling too). */
  readonly once: (run: Run) => Promise<Result<T>>;
  /**
   * For operations that change something: the result that follows from the configuration as it now stands
   * (undefined: none) after a request whose response was lost or unusable; undefined if nothing follows.
   */
  readonly reconcile?: (found: ScmConfiguration | undefined) => Result<T> | undefined;
}

/** What came of an attempt; a final failure is not to be followed by another, whatever it is. */
export type Attempted<T> = Result<T> & { readonly final?: true };

/** How an operation ended that failed for good. */
export interface FinalFailure {
  readonly failure: AttemptFailure;
  /** The cluster may have acted on a request all the same. */
  readonly outcomeUnknown: boolean;
}

/** The attempts at one operation, with what is known of their effect. */
export interface Effort<T> {
  attempt(): Promise<Attempted<T>>;
  /** After the last attempt: the failure, or the result where a last look shows that a request succeeded. */
  conclude(failure: AttemptFailure): Promise<{ readonly value: T } | FinalFailure>;
}

const CONFLICT = 4044;

/** What the cluster would answer to a create whose id another configuration has. */
export const idIsTaken: ApiFailure = { kind: "api", status: 409, code: CONFLICT, inferred: true };

export function createEffort<T>(call: Call<T>, run: Run, send: Send): Effort<T> {
  const { operation, configurationId: id = "", once, reconcile } = call;
  const { method, repeat } = operations[operation];
  const known = { outcomeUnknown: false, ambiguous: false };
  const mustAsk = (): boolean => repeat === "once known not to have been made" && known.outcomeUnknown;

  async function ask(): Promise<Result<ScmConfiguration | undefined>> {
    const result = await send(run, { operation: "get", id, read: readConfiguration(id) });
    if ("failure" in result && !saysGone(result.failure)) return result;
    known.outcomeUnknown = false;
    return "value" in result ? result : { value: undefined };
  }

  function note(failure: AttemptFailure): void {
    if (method === "GET") return;
    const unclear = leavesOutcomeUnknown(failure);
    known.ambiguous ||= unclear;
    known.outcomeUnknown = unclear || (known.outcomeUnknown && mayPass(failure));
  }

  let lastOwn: AttemptFailure | undefined;
  let askable = true;
  return {
    async attempt() {
      if (mustAsk()) {
        const asked = await ask();
        if ("failure" in asked) {
          // A question that is refused says nothing: the error is to be about what it asked after.
          askable = mayPass(asked.failure);
          return askable ? asked : { failure: lastOwn ?? asked.failure, final: true };
        }
        const reconciled = reconcile?.(asked.value);
        if (reconciled !== undefined) return reconciled;
      }
      const result = await once(run);
      if ("value" in result) return result;
      lastOwn = result.failure;
      note(result.failure);
      if (reconcile === undefined || !needsReconciling(result.failure, known)) return result;
      const asked = await ask();
      return ("value" in asked ? reconcile(asked.value) : undefined) ?? result;
    },

    async conclude(failure) {
      const asked = mustAsk() && askable && !isUnusableSuccess(failure) ? await ask() : undefined;
      const found = asked !== undefined && "value" in asked ? asked.value : undefined;
      const reconciled = found === undefined ? undefined : reconcile?.(found);
      if (reconciled !== undefined && "value" in reconciled) return reconciled;
      return { failure: reconciled?.failure ?? failure, outcomeUnknown: known.outcomeUnknown };
    },
  };
}

// A create that meets a conflict after an attempt without a clear outcome may have met that attempt's work.
function needsReconciling(failure: AttemptFailure, { ambiguous }: { ambiguous: boolean }): boolean {
  return isUnusableSuccess(failure) || (ambiguous && failure.kind === "api" && failure.code === CONFLICT);
}

function isUnusableSuccess(failure: AttemptFailure): boolean {
  return failure.kind === "response" && failure.status < 300;
}
