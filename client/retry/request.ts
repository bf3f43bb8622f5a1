import type { Answer } from "../transport/answer";
import { type Read, refusalIn } from "../wire/readResponse";
import type { Connection } from "../connection/connection";
import { inShort } from "../errors/fromFailure";
import type { ClientEvents } from "./events";
import type { AttemptFailure, NetworkFailure, Result } from "../transport/failure";
import { createLimiter } from "./limiter";
import { type Operation, operations } from "../wire/operations";
import type { Clean } from "../redact/redactor";
import type { Clock, Run } from "./run";
import type { Transport } from "../transport/transport";

export interface RequestOf<T> {
  readonly operation: Operation;
  readonly id: string;
  readonly body?: string;
  readonly read: Read<T>;
}

/** Sends one request of a run and reads its answer. */
export type Send = <T>(run: Run, request: RequestOf<T>) => Promise<Result<T>>;

export interface Sending {
  readonly connection: Connection;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly clean: Clean;
  readonly events: ClientEvents;
}

/** Sends within the bounds of a connection: so many at once, each so long, none past its run's deadline. */
export function createSend({ connection, transport, clock, clean, events }: Sending): Send {
  const { maxConcurrency, attemptTimeoutMs } = connection;
  const limiter = createLimiter(maxConcurrency);

  return async (run, { operation, id, body, read }) => {
    const left = (): number => run.deadlineAt - clock.now();
    if (left() <= 0) return { failure: notSent("the deadline is over") };
    if (!(await limiter.acquire(left()))) {
      return { failure: notSent(`all ${maxConcurrency} requests that may be under way at once were`) };
    }
    try {
      const { method, path, maxBytes } = operations[operation];
      const request = {
        method,
        path: path(id),
        maxBytes,
        timeoutMs: Math.max(1, Math.min(attemptTimeoutMs, left())),
      };
      const startedAt = clock.now();
      run.requests++;
      const sent = await transport({ ...request, ...(body !== undefined && { body }) });
      const result = "failure" in sent ? sent : understood(sent.value, read);
      const failure = "failure" in result ? result.failure : undefined;
      events.attempt?.({
        operation,
        method,
        path: request.path,
        attempt: run.requests,
        ms: Math.round(clock.now() - startedAt),
        status: "value" in sent ? sent.value.status : statusOf(sent.failure),
        failure: failure === undefined ? undefined : inShort(failure, clean),
        errorId:
          failure?.kind === "api" && failure.errorId !== undefined ? clean(failure.errorId, 100) : undefined,
      });
      return result;
    } finally {
      limiter.release();
    }
  };
}

function understood<T>(answer: Answer, read: Read<T>): Result<T> {
  const refusal = refusalIn(answer);
  return refusal === undefined ? read(answer) : { failure: refusal };
}

function statusOf(failure: AttemptFailure): number | undefined {
  return failure.kind === "network" ? undefined : failure.status;
}

function notSent(detail: string): NetworkFailure {
  return { kind: "network", reason: "timeout", detail, mayHaveArrived: false, permanent: false };
}
