/** Why no response of the cluster arrived. */
export type NetworkReason =
  "refused" | "unreachable" | "dns" | "reset" | "timeout" | "tls" | "proxy" | "protocol" | "cancelled";

/** Why a response that arrived can't be used. */
export type ResponseProblem =
  "html" | "not JSON" | "truncated" | "wrong shape" | "wrong configuration" | "too large" | "redirect";

/** An attempt without a response. Its texts are raw; they are redacted when an error is created from them. */
export interface NetworkFailure {
  readonly kind: "network";
  readonly reason: NetworkReason;
  readonly detail: string;
  /** The request may have reached the cluster, which may have acted on it. */
  readonly mayHaveArrived: boolean;
  /** Another attempt would fail in the same way, for example because a certificate isn't trusted. */
  readonly permanent: boolean;
}

/** An attempt that the cluster rejected with an error of its API. */
export interface ApiFailure {
  readonly kind: "api";
  readonly status: number;
  readonly code?: number;
  readonly errorId?: string;
  readonly serverMessage?: string;
  readonly retryAfterMs?: number;
  /** Not a response of the cluster, but inferred from a GET after a lost response. */
  readonly inferred?: true;
}

/** An attempt whose response isn't a response of the cluster's API. */
export interface ResponseFailure {
  readonly kind: "response";
  readonly problem: ResponseProblem;
  readonly status: number;
  readonly detail: string;
  readonly retryAfterMs?: number;
}

export type AttemptFailure = NetworkFailure | ApiFailure | ResponseFailure;

export type Result<T> = { readonly value: T } | { readonly failure: AttemptFailure };

/** Whether the cluster reports that the configuration doesn't exist. A 404 without the code may come from a proxy. */
export function isNotFound(failure: AttemptFailure): boolean {
  return failure.kind === "api" && failure.status === 404 && failure.code === 4009;
}
