import type { Connection } from "../connection/connection";
import type { Operation } from "../wire/operations";

/** Time and randomness, which tests replace. */
export interface Clock {
  /** Monotonic milliseconds: a change of the machine's clock must not move a deadline. */
  now(): number;
  sleep(ms: number): Promise<void>;
  /** Uniform in [0, 1). */
  random(): number;
}

/** One operation in progress. */
export interface OperationRun {
  readonly startedAt: number;
  readonly deadlineAt: number;
  /** Until then, the operation waits for a cluster that is still starting. */
  readonly readyUntil: number;
  /** Requests sent so far. */
  requestCount: number;
}

export function startOperation(operation: Operation, connection: Connection, clock: Clock): OperationRun {
  const startedAt = clock.now();
  // Only a create waits: for the other operations, the cluster was up when it created the configuration.
  const readyUntil = startedAt + (operation === "create" ? connection.readyTimeoutMs : 0);
  return { startedAt, readyUntil, deadlineAt: readyUntil + connection.deadlineMs, requestCount: 0 };
}
