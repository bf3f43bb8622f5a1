import type { Operation } from "../wire/operations";
import { formatErrorMessage } from "./formatErrorMessage";

/** The failed operation: properties of all errors of the client. */
export interface FailedOperation {
  readonly operation: Operation;
  readonly method: string;
  readonly path: string;
  /** The identity of the cluster, see `ClusterAddress`. */
  readonly apiUrl: string;
  readonly configurationId: string | undefined;
  /** Requests sent for the operation, including reads after a lost response. */
  readonly attempts: number;
  readonly elapsedMs: number;
  /** Why the client didn't retry a retryable failure. */
  readonly retryStopReason: string | undefined;
  /** The outcome is ambiguous: the cluster may have performed the operation. */
  readonly ambiguousOutcome: boolean;
}

/**
 * The base class of all errors of the client. They have neither an `id` nor a `cause`: Pulumi's dynamic-provider host
 * treats a thrown error with an `id` as a resource that was created but failed to initialize, and a cause from the
 * HTTP library may contain the request with its headers.
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
  readonly ambiguousOutcome: boolean;
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
    this.ambiguousOutcome = facts.ambiguousOutcome;
    this.advice = advice;
  }
}

export function isAlgorithmiaError(error: unknown): error is AlgorithmiaError {
  return error instanceof AlgorithmiaError;
}
