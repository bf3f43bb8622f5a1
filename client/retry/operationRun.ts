import type { Connection } from "../connection/connection";

/** Time and randomness, which tests replace. */
export interface Clock {
  /** Monotonic milliseconds: a change of the machine's clock must not move a deadline. */
  now(): number;
  sleep(ms: number): Promise<void>;
  /** Uniform in [0, 1). */
  random(): number;
}

/** Ends the operations of a client early. */
export interface Cancellation {
  /** If aborted, no further request is sent, and active reads end. */
  readonly signal: AbortSignal;
  /** Aborted a little later, so that active writes can still get their responses. */
  readonly writeSignal: AbortSignal;
}

const writeGraceMs = 5_000;

export function createCancellation(): Cancellation & { cancel(): void } {
  const [all, writes] = [new AbortController(), new AbortController()];
  return {
    signal: all.signal,
    writeSignal: writes.signal,
    cancel() {
      all.abort();
      setTimeout(() => writes.abort(), writeGraceMs).unref();
    },
  };
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

export interface WaitOptions {
  /**
   * Whether the operation waits for a cluster that is still starting, within `readyTimeout`. Default: `false`, because for most
   * operations the cluster was up when it created the configuration.
   */
  readonly waitsForCluster?: boolean;
}

export function startOperation(waitsForCluster: boolean, connection: Connection, clock: Clock): OperationRun {
  const startedAt = clock.now();
  const readyUntil = startedAt + (waitsForCluster ? connection.readyTimeoutMs : 0);
  return { startedAt, readyUntil, deadlineAt: readyUntil + connection.deadlineMs, requestCount: 0 };
}
