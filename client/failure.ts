/** Why no answer of the cluster arrived. */
export type NetworkReason =
  "refused" | "unreachable" | "dns" | "reset" | "timeout" | "tls" | "proxy" | "protocol";

/** Why an answer that arrived can't be used. */
export type ResponseProblem =
  "html" | "not JSON" | "truncated" | "wrong shape" | "wrong configuration" | "too large" | "redirect";

/** One attempt that got no answer. Its texts are as they came: they are cleaned where an error is made of them. */
export interface NetworkFailure {
  readonly kind: "network";
  readonly reason: NetworkReason;
  readonly detail: string;
  /** The request may have got to the cluster, which may have acted on it. */
  readonly mayHaveArrived: boolean;
  /** Of the proxy, where it refused. */
  readonly status?: number;
}

/** One attempt that the cluster refused in its own words. */
export interface ApiFailure {
  readonly kind: "api";
  readonly status: number;
  readonly code?: number;
  readonly errorId?: string;
  readonly serverMessage?: string;
  readonly retryAfter?: string;
}

/** One attempt whose answer is none of the cluster's API. */
export interface ResponseFailure {
  readonly kind: "response";
  readonly problem: ResponseProblem;
  readonly status: number;
  /** What is wrong with it, in our words apart from what they quote. */
  readonly detail: string;
  /** How the answer began. */
  readonly excerpt?: string;
  readonly retryAfter?: string;
}

export type AttemptFailure = NetworkFailure | ApiFailure | ResponseFailure;

/** Whether the cluster may have acted on a request in spite of its failure. */
export function leavesOutcomeUnknown(failure: AttemptFailure): boolean {
  if (failure.kind === "network") return failure.mayHaveArrived;
  if (failure.kind === "response" && failure.status < 300) return true;
  return failure.status === 408 || failure.status >= 500;
}
