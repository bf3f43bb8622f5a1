import type { HttpResponse } from "../transport/httpResponse";
import { type ResponseParser, failureFromResponse } from "../wire/parseResponse";
import type { Connection } from "../connection/connection";
import { summarizeFailure } from "../errors/summarizeFailure";
import type { ClientEvents } from "./events";
import type { AttemptFailure, NetworkFailure, Result } from "../transport/failure";
import { createLimiter } from "./limiter";
import { type Operation, operations } from "../wire/operations";
import type { Clean } from "../redact/redactor";
import type { Cancellation, Clock, OperationRun } from "./operationRun";
import type { Transport } from "../transport/transport";

export interface OperationRequest<T> {
  readonly operation: Operation;
  readonly id: string;
  readonly body?: string;
  readonly parse: ResponseParser<T>;
}

/** Sends one request of an operation and parses its response. */
export type SendRequest = <T>(run: OperationRun, request: OperationRequest<T>) => Promise<Result<T>>;

export interface SendContext {
  readonly connection: Connection;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly clean: Clean;
  readonly events: ClientEvents;
  readonly cancellation?: Cancellation | undefined;
}

/** Sends requests within the limits of a connection: concurrency, timeout and the operation's deadline. */
export function createSendRequest(context: SendContext): SendRequest {
  const { connection, transport, clock, clean, events, cancellation } = context;
  const { maxConcurrency, attemptTimeoutMs } = connection;
  const limiter = createLimiter(maxConcurrency);

  return async (run, { operation, id, body, parse: read }) => {
    const left = (): number => run.deadlineAt - clock.now();
    const isCancelled = (): boolean => cancellation?.signal.aborted === true;
    if (isCancelled()) return { failure: cancelled(false) };
    if (left() < 1) return { failure: notSent("the deadline has expired") };
    if (!(await limiter.acquire(left()))) {
      return {
        failure: notSent(
          `the limit of ${maxConcurrency} concurrent requests (maxConcurrency) left no time for this request`,
        ),
      };
    }
    try {
      // While it waited for a slot, the run may have been cancelled, or the deadline may have expired.
      if (isCancelled()) return { failure: cancelled(false) };
      if (left() < 1) return { failure: notSent("the deadline has expired") };
      const { method, path, maxBytes } = operations[operation];
      const request = {
        method,
        path: path(id),
        maxBytes,
        timeoutMs: Math.min(attemptTimeoutMs, left()),
      };
      const startedAt = clock.now();
      run.requestCount++;
      const signal = method === "GET" ? cancellation?.signal : cancellation?.writeSignal;
      const response = await transport({
        ...request,
        ...(body !== undefined && { body }),
        ...(signal !== undefined && { signal }),
      });
      const sent =
        signal?.aborted === true && "failure" in response ? { failure: cancelled(true) } : response;
      const result = "failure" in sent ? sent : parseResponse(sent.value, read);
      const failure = "failure" in result ? result.failure : undefined;
      events.onRequest?.({
        operation,
        method,
        path: request.path,
        attempt: run.requestCount,
        ms: Math.round(clock.now() - startedAt),
        status: "value" in sent ? sent.value.status : statusOf(sent.failure),
        failure: failure === undefined ? undefined : summarizeFailure(failure, clean),
        errorId:
          failure?.kind === "api" && failure.errorId !== undefined ? clean(failure.errorId, 100) : undefined,
      });
      return result;
    } finally {
      limiter.release();
    }
  };
}

function parseResponse<T>(response: HttpResponse, read: ResponseParser<T>): Result<T> {
  const refusal = failureFromResponse(response);
  return refusal === undefined ? read(response) : { failure: refusal };
}

function statusOf(failure: AttemptFailure): number | undefined {
  return failure.kind === "network" ? undefined : failure.status;
}

function cancelled(mayHaveArrived: boolean): NetworkFailure {
  return {
    kind: "network",
    reason: "cancelled",
    detail: "the run was cancelled",
    mayHaveArrived,
    permanent: true,
  };
}

function notSent(detail: string): NetworkFailure {
  return { kind: "network", reason: "timeout", detail, mayHaveArrived: false, permanent: false };
}
