import { setTimeout as sleep } from "node:timers/promises";
import type { FaultAction } from "../../../emulator/src";
import { type Operation, run } from "../../support/engine/run";
import type { Crash } from "./requestQueue";
import { startProviderProcess } from "./providerProcess";
import { declared } from "./program";
import type { World } from "./world";

export interface InjectedFault {
  /** The first affected request of the run, counted from 1. */
  readonly at: number;
  /** How many requests are affected. */
  readonly times: number;
  readonly afterCommit: boolean;
  readonly action: FaultAction;
}

export interface Run {
  readonly operation: Operation;
  readonly fault?: InjectedFault | undefined;
  readonly crash?: Crash | undefined;
}

export interface Outcome {
  readonly ended: "success" | "failure" | "crash";
  readonly failures: readonly Error[];
  /** The requests that reached the cluster, as `METHOD path`. */
  readonly sent: readonly string[];
  /** What a user reads. */
  readonly printed: string;
}

/** Runs an operation in a new provider process. */
export async function runOperation(world: World, { operation, fault, crash }: Run): Promise<Outcome> {
  const { emulator, snapshot, program } = world;
  emulator.requests.clear();
  if (fault !== undefined) {
    const { at, times, afterCommit, action } = fault;
    emulator.injectFault({ skip: at - 1, times, afterCommit, action });
  }
  const config = {
    explicit: "true",
    apiUrl: emulator.url,
    apiKey: emulator.apiKey,
    maxRetries: "1",
    verifyConsumer: "off",
    adopt: [...world.adoptInNextRun].join(","),
  };
  const process = startProviderProcess(config, crash);
  const failures: unknown[] = [];
  const context = { host: process.host, snapshot, operation, failures };
  const ended = run(context, declared(program)).then(() => "done" as const);
  const crashed = process.queue.ended.then(() => "crashed" as const);
  try {
    const how = await within(Promise.race([ended, crashed]));
    // The crashed run may still receive a response, and must not record it in the state of the next run.
    if (how === "crashed") world.snapshot = structuredClone(snapshot);
    return {
      ended: how === "crashed" ? "crash" : failures.length > 0 ? "failure" : "success",
      failures: failures.map((failure) => failure as Error),
      sent: [...emulator.requests].map(({ method, path }) => `${method} ${path}`),
      printed: [...process.printed, ...failures.map((failure) => (failure as Error).message)].join("\n"),
    };
  } finally {
    process.end();
    emulator.clearFaults();
  }
}

/** Rejects if a run hangs, so that the sequence is shrunk like any other. */
async function within<T>(promise: Promise<T>): Promise<T> {
  const timer = new AbortController();
  const late = sleep(20_000, undefined, { signal: timer.signal, ref: false }).then(
    () => Promise.reject(new Error("The run doesn't end")),
    () => new Promise<never>(() => undefined),
  );
  try {
    return await Promise.race([promise, late]);
  } finally {
    timer.abort();
  }
}

export function undisturbed(kind: Operation["kind"], refreshFirst = false): Run {
  return { operation: { kind, order: "parallel", refreshFirst, replace: [] } };
}
