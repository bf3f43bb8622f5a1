/** Why no answer of the cluster arrived. */
export type NetworkReason =
  "refused" | "unreachable" | "dns" | "reset" | "timeout" | "tls" | "proxy" | "protocol";

/** Why an answer that arrived can't be used. */
export type ResponseProblem =
  "html" | "not JSON" | "truncated" | "wrong shape" | "wrong configuration" | "too large" | "redirect";

/** One attempt that got no answer. Texts are as they came: they are cleaned where an error is made of them. */
export interface NetworkFailure {
  readonly kind: "network";
  readonly reason: NetworkReason;
  readonly detail: string;
  /** The request may have got to the cluster, which may have acted on it. */
  readonly mayHaveArrived: boolean;
  /** Another attempt would meet the same, as with a certificate that is not trusted. */
  readonly permanent: boolean;
}

/** One attempt that the cluster refused in its own words. */
export interface ApiFailure {
  readonly kind: "api";
  readonly status: number;
  readonly code?: number;
  readonly errorId?: string;
  readonly serverMessage?: string;
  readonly retryAfterMs?: number;
  /** Not the cluster's own response, but what a GET after a lost response showed. */
  readonly inferred?: true;
}

/** One attempt whose answer is none of the cluster's API. */
export interface ResponseFailure {
  readonly kind: "response";
  readonly problem: ResponseProblem;
  readonly status: number;
  readonly detail: string;
  readonly retryAfterMs?: number;
}

export type AttemptFailure = NetworkFailure | ApiFailure | ResponseFailure;

export type Result<T> = { readonly value: T } | { readonly failure: AttemptFailure };

/** Whether the cluster says that the configuration does not exist; a 404 alone may be a proxy's. */
export function isNotFound(failure: AttemptFailure): boolean {
  return failure.kind === "api" && failure.status === 404 && failure.code === 4009;
}
