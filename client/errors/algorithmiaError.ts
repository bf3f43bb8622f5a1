import type { Operation } from "../wire/operations";
import { formatErrorMessage } from "./formatErrorMessage";

/** What was tried, common to all errors of the client. */
export interface FailedOperation {
  readonly operation: Operation;
  readonly method: string;
  readonly path: string;
  /** The cluster's identity, see `ClusterAddress`. */
  readonly apiUrl: string;
  readonly configurationId: string | undefined;
  /** Requests sent for the operation, those that asked after a lost answer included. */
  readonly attempts: number;
  readonly elapsedMs: number;
  /** Why it was not tried again, where it otherwise would have been. */
  readonly retryStopReason: string | undefined;
  /** The cluster may have done it all the same: no answer said otherwise. */
  readonly outcomeUnknown: boolean;
}

/**
 * The base of all errors of the client. None has an own property `id`, nor a `cause`: Pulumi's dynamic-provider
 * host takes a thrown error with an `id` for a resource that was created but failed to initialise, and a cause
 * of the HTTP library may carry the request with its headers.
 */
export abstract class AlgorithmiaError extends Error implements FailedOperation {
  readonly operation: Operation;
  readonly method: string;
  readonly path: string;
  readonly apiUrl: string;
  readonly configurationId: string | undefined;
  readonly attempts: number;
  readonly elapsedMs: number;
  readonly retryStopReason: string | undefined;
  readonly outcomeUnknown: boolean;
  /** What to do next. */
  readonly advice: string;

  protected constructor(facts: FailedOperation, whatHappened: string, advice: string) {
    super(formatErrorMessage(facts, whatHappened, advice));
    this.operation = facts.operation;
    this.method = facts.method;
    this.path = facts.path;
    this.apiUrl = facts.apiUrl;
    this.configurationId = facts.configurationId;
    this.attempts = facts.attempts;
    this.elapsedMs = facts.elapsedMs;
    this.retryStopReason = facts.retryStopReason;
    this.outcomeUnknown = facts.outcomeUnknown;
    this.advice = advice;
  }
}

export function isAlgorithmiaError(error: unknown): error is AlgorithmiaError {
  return error instanceof AlgorithmiaError;
}
