import type { Connection } from "../connection/connection";
import type { Operation } from "../wire/operations";

/** Time and chance, which tests replace. */
export interface Clock {
  /** Milliseconds that only ever grow: setting the machine's clock must not move a deadline. */
  now(): number;
  sleep(ms: number): Promise<void>;
  /** Uniform in [0, 1). */
  random(): number;
}

/** One operation under way. */
export interface OperationRun {
  readonly startedAt: number;
  readonly deadlineAt: number;
  /** Until then a cluster that is still coming up is waited for. */
  readonly readyUntil: number;
  /** Sent so far. */
  requestCount: number;
}

export function startOperation(operation: Operation, connection: Connection, clock: Clock): OperationRun {
  const startedAt = clock.now();
  // Only a create waits: what the other operations are about was made by a cluster that was up.
  const readyUntil = startedAt + (operation === "create" ? connection.readyTimeoutMs : 0);
  return { startedAt, readyUntil, deadlineAt: readyUntil + connection.deadlineMs, requestCount: 0 };
}
