import { setTimeout as sleep } from "node:timers/promises";
import type { FaultAction } from "../../../emulator/src";
import { type Operation, run } from "../../support/engine/run";
import type { Crash } from "./line";
import { startProcess } from "./process";
import { declared } from "./program";
import type { World } from "./world";

export interface Trouble {
  /** Of the run's requests, counted from 1. */
  readonly at: number;
  /** How many from there on. */
  readonly times: number;
  readonly afterCommit: boolean;
  readonly action: FaultAction;
}

export interface Run {
  readonly operation: Operation;
  readonly trouble?: Trouble | undefined;
  readonly crash?: Crash | undefined;
}

export interface Outcome {
  readonly ended: "well" | "in failure" | "in a crash";
  readonly failures: readonly Error[];
  /** The requests that reached the cluster, as `METHOD path`. */
  readonly sent: readonly string[];
  /** All that a user could read. */
  readonly said: string;
}

/** Runs an operation in a process of its own. */
export async function carryOut(world: World, { operation, trouble, crash }: Run): Promise<Outcome> {
  const { emulator, snapshot, program } = world;
  emulator.requests.clear();
  if (trouble !== undefined) {
    const { at, times, afterCommit, action } = trouble;
    emulator.injectFault({ skip: at - 1, times, afterCommit, action });
  }
  const config = {
    explicit: "true",
    apiUrl: emulator.url,
    apiKey: emulator.apiKey,
    maxRetries: "1",
    verifyConsumer: "off",
    adopt: [...world.adopting].join(","),
  };
  const process = startProcess(config, crash);
  const failures: unknown[] = [];
  const context = { host: process.host, snapshot, operation, failures };
  const ended = run(context, declared(program)).then(() => "done" as const);
  const crashed = process.line.death.then(() => "crashed" as const);
  try {
    const how = await within(Promise.race([ended, crashed]));
    return {
      ended: how === "crashed" ? "in a crash" : failures.length > 0 ? "in failure" : "well",
      failures: failures.map((failure) => failure as Error),
      sent: [...emulator.requests].map(({ method, path }) => `${method} ${path}`),
      said: [...process.said, ...failures.map((failure) => (failure as Error).message)].join("\n"),
    };
  } finally {
    process.end();
    emulator.clearFaults();
  }
}

/** A run that hangs is a failure of its own, to be shrunk like any other. */
async function within<T>(promise: Promise<T>): Promise<T> {
  const timer = new AbortController();
  const late = sleep(20_000, undefined, { signal: timer.signal, ref: false }).then(
    () => Promise.reject(new Error("The run never ended")),
    () => new Promise<never>(() => undefined),
  );
  try {
    return await Promise.race([promise, late]);
  } finally {
    timer.abort();
  }
}

export function quiet(kind: Operation["kind"], refreshFirst = false): Run {
  return { operation: { kind, order: "parallel", refreshFirst, replace: [] } };
}
