import type { Operation } from "../wire/operations";

/** An attempt failed, and another one follows. */
export interface RetryEvent {
  readonly operation: Operation;
  readonly configurationId: string | undefined;
  /** Safe to print. */
  readonly reason: string;
  /** Requests sent so far. */
  readonly attempt: number;
  readonly waitMs: number;
  /** The cluster is still starting, and the operation waits for it within `readyTimeoutMs`. */
  readonly waitingForCluster: boolean;
}

/** One request and its result, without headers and bodies. */
export interface RequestEvent {
  readonly operation: Operation;
  readonly method: string;
  readonly path: string;
  readonly attempt: number;
  readonly ms: number;
  /** Undefined if no response arrived. */
  readonly status: number | undefined;
  /** Why the request failed, safe to print; undefined if it succeeded. */
  readonly failure: string | undefined;
  readonly errorId: string | undefined;
}

/** Events of a client, which logs nothing itself. */
export interface ClientEvents {
  onRetry?(info: RetryEvent): void;
  onRequest?(line: RequestEvent): void;
}
