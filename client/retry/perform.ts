import type { Connection } from "../connection/connection";
import { type Call, createEffort, type FinalFailure } from "./effort";
import type { AlgorithmiaError } from "../errors/algorithmiaError";
import { errorFrom, inShort } from "../errors/fromFailure";
import type { ClientEvents } from "./events";
import { operations } from "../wire/operations";
import type { Clean } from "../redact/redactor";
import type { Send } from "./request";
import { nextStep } from "./retry";
import { type Clock, type Run, startRun } from "./run";

export interface Means {
  readonly connection: Connection;
  readonly send: Send;
  readonly clock: Clock;
  readonly clean: Clean;
  readonly events: ClientEvents;
}

/** Carries out an operation: attempts and waits, to its result or to one error. */
export async function perform<T>(call: Call<T>, means: Means): Promise<T> {
  const { connection, clock, clean, events } = means;
  const run = startRun(call.operation, connection, clock);
  const effort = createEffort(call, run, means.send);

  for (let failures = 1, retries = 0; ; failures++) {
    const result = await effort.attempt();
    if ("value" in result) return result.value;
    const progress = { ...run, now: clock.now(), failures, retries, maxRetries: connection.maxRetries };
    const next = result.final ? { stop: undefined } : nextStep(result.failure, progress, clock.random());
    if ("stop" in next) {
      const end = await effort.conclude(result.failure);
      if ("value" in end) return end.value;
      throw errorOf(call, run, means, end, next.stop);
    }
    events.retrying?.({
      operation: call.operation,
      configurationId: call.configurationId,
      reason: inShort(result.failure, clean),
      attempt: run.requests,
      waitMs: next.waitMs,
      waitingForCluster: !next.counts,
    });
    if (next.counts) retries++;
    await clock.sleep(next.waitMs);
  }
}

function errorOf(
  { operation, configurationId }: Call<unknown>,
  run: Run,
  { connection, clock, clean }: Means,
  end: FinalFailure,
  gaveUp: string | undefined,
): AlgorithmiaError {
  const { method, path } = operations[operation];
  const facts = {
    operation,
    method,
    path: path(configurationId ?? ""),
    apiUrl: connection.apiUrl,
    configurationId,
    attempts: run.requests,
    elapsedMs: Math.round(clock.now() - run.startedAt),
    gaveUp,
    outcomeUnknown: end.outcomeUnknown,
  };
  const { scheme } = connection.credential;
  return errorFrom(facts, end.failure, { operation, scheme, clean });
}
