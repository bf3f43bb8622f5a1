import type { Connection } from "../connection/connection";
import { type OperationCall, createAttempts, type FinalFailure } from "./attempts";
import type { AlgorithmiaError } from "../errors/algorithmiaError";
import { createError } from "../errors/createError";
import { summarizeFailure } from "../errors/summarizeFailure";
import type { ClientEvents } from "./events";
import { operations } from "../wire/operations";
import type { Clean } from "../redact/redactor";
import type { SendRequest } from "./sendRequest";
import { decideRetry } from "./decideRetry";
import { type Cancellation, type Clock, type OperationRun, startOperation } from "./operationRun";

export interface ExecutionContext {
  readonly connection: Connection;
  readonly send: SendRequest;
  readonly clock: Clock;
  readonly clean: Clean;
  readonly events: ClientEvents;
  readonly cancellation?: Cancellation | undefined;
}

/** Executes an operation with retries, and returns its result or throws one error. */
export async function executeWithRetries<T>(call: OperationCall<T>, context: ExecutionContext): Promise<T> {
  const { connection, clock, clean, events } = context;
  const run = startOperation(call.waitsForCluster === true, connection, clock);
  const attempts = createAttempts(call, run, context.send);

  for (let failures = 1, retries = 0; ; failures++) {
    const result = await attempts.next();
    if ("value" in result) return result.value;
    const progress = { ...run, now: clock.now(), failures, retries, maxRetries: connection.maxRetries };
    const next = result.final ? { stop: undefined } : decideRetry(result.failure, progress, clock.random());
    if ("stop" in next) {
      const end = await attempts.finish(result.failure);
      if ("value" in end) return end.value;
      throw createOperationError(call, run, context, end, next.stop);
    }
    events.onRetry?.({
      operation: call.operation,
      configurationId: call.configurationId,
      reason: summarizeFailure(result.failure, clean),
      attempt: run.requestCount,
      waitMs: next.waitMs,
      waitingForCluster: !next.countsAsRetry,
    });
    if (next.countsAsRetry) retries++;
    await Promise.race([clock.sleep(next.waitMs), aborted(context.cancellation?.signal)]);
  }
}

function aborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) resolve();
    else signal?.addEventListener("abort", () => resolve(), { once: true });
  });
}

function createOperationError(
  { operation, configurationId }: OperationCall<unknown>,
  run: OperationRun,
  { connection, clock, clean }: ExecutionContext,
  end: FinalFailure,
  retryStopReason: string | undefined,
): AlgorithmiaError {
  const { method, path } = operations[operation];
  const facts = {
    operation,
    method,
    path: path(configurationId ?? ""),
    apiUrl: connection.apiUrl,
    configurationId,
    attempts: run.requestCount,
    elapsedMs: Math.round(clock.now() - run.startedAt),
    retryStopReason,
    ambiguousOutcome: end.ambiguousOutcome,
  };
  const { scheme } = connection.credential;
  return createError(facts, end.failure, { operation, scheme, clean });
}
