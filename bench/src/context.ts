import { type Emulator, startEmulator } from "pulumi-algorithmia-emulator";
import type { Env } from "./pulumi";

/** What all measures share. */
export interface Context {
  readonly emulator: Emulator;
  /** What points a program or a host at the emulated cluster. */
  readonly env: Env;
  /** Interleaved repetitions of what takes up to some seconds; of what takes longer, fewer. */
  readonly repetitions: (n: number) => number;
  readonly progress: (text: string) => void;
}

export async function newContext(
  repetitions: Context["repetitions"],
  progress: Context["progress"],
): Promise<Context> {
  const emulator = await startEmulator();
  return {
    emulator,
    env: {
      ALGORITHMIA_API: emulator.url,
      ALGORITHMIA_API_KEY: emulator.apiKey,
      // Bitbucket is no part of the floor either.
      ALGORITHMIA_VERIFY_CONSUMER: "off",
    },
    repetitions,
    progress,
  };
}
