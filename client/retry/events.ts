import type { Operation } from "../wire/operations";

/** An attempt failed and another follows. */
export interface RetryEvent {
  readonly operation: Operation;
  readonly configurationId: string | undefined;
  /** Fit to be shown. */
  readonly reason: string;
  /** How many requests were sent so far. */
  readonly attempt: number;
  readonly waitMs: number;
  /** The cluster is still coming up, and the operation waits for it as `readyTimeoutMs` allows. */
  readonly waitingForCluster: boolean;
}

/** One request and what became of it; has no header and no body. */
export interface RequestEvent {
  readonly operation: Operation;
  readonly method: string;
  readonly path: string;
  readonly attempt: number;
  readonly ms: number;
  /** Absent where no answer arrived. */
  readonly status: number | undefined;
  /** Why it failed, fit to be shown; absent where it did not. */
  readonly failure: string | undefined;
  readonly errorId: string | undefined;
}

/** What a client tells while it works; it logs nothing itself. */
export interface ClientEvents {
  onRetry?(info: RetryEvent): void;
  onRequest?(line: RequestEvent): void;
}
