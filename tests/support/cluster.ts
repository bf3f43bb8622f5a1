import { type Emulator, type EmulatorOptions, startEmulator } from "../../emulator/src";
import type { HostKind } from "./hosts";
import type { Declared, Options } from "./programs";
import { shared } from "./shared";
import { Stack, type StackOptions } from "./stack";

/** A consumer whose values the engine does not know by itself, so that it can't mask them in what we print. */
export const CONSUMER = {
  consumerKey: "planted-consumer-key-7f3a91",
  consumerSecret: "planted-consumer-secret-c04d2e",
};

/** An emulated cluster and a stack whose environment points at it. */
export interface Cluster {
  readonly emulator: Emulator;
  readonly stack: Stack;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

export async function newCluster(
  emulatorOptions: EmulatorOptions = {},
  stackOptions: Partial<StackOptions> = {},
): Promise<Cluster> {
  const emulator = await startEmulator(emulatorOptions);
  const stack = await Stack.create({
    ...stackOptions,
    env: { ...connectionTo(emulator), ...stackOptions.env },
  });
  return {
    emulator,
    stack,
    [Symbol.asyncDispose]: async () => {
      stack.remove();
      await emulator.close();
    },
  };
}

/** One cluster and stack for all tests of a block. */
export function useCluster(host: HostKind): Cluster {
  return shared(
    () => newCluster({}, { host }),
    (cluster) => cluster[Symbol.asyncDispose](),
  );
}

export function connectionTo(emulator: Emulator): Record<string, string> {
  return {
    ALGORITHMIA_API: emulator.url,
    ALGORITHMIA_API_KEY: emulator.apiKey,
    // The real Bitbucket is never asked; tests of the check turn it on towards the stand-in.
    ALGORITHMIA_VERIFY_CONSUMER: "off",
  };
}

/** One resource with the planted consumer. */
export function bitbucket(args: Record<string, unknown> = {}, opts?: Options): Declared {
  return { name: "bitbucket", args: { ...CONSUMER, ...args }, ...(opts !== undefined && { opts }) };
}

/** The configurations of Bitbucket Cloud that the cluster holds, as it tells them itself. */
export function held(emulator: Emulator): ReturnType<Emulator["scms"]> {
  return emulator.scms().filter(({ provider }) => provider === "bitbucket-cloud");
}

/** The requests that changed the cluster since the log was last cleared, as `METHOD path`. */
export function writes(emulator: Emulator): string[] {
  return sent(emulator).filter((request) => !request.startsWith("GET "));
}

export function sent(emulator: Emulator): string[] {
  return [...emulator.requests].map(({ method, path }) => `${method} ${path}`);
}
