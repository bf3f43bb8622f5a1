import { type Emulator, startEmulator } from "pulumi-algorithmia-emulator";
import type { Env } from "./pulumi";

/** The context of all measurements. */
export interface Context {
  readonly emulator: Emulator;
  /** The environment that connects a program or host to the emulated cluster. */
  readonly env: Env;
  /** The number of interleaved repetitions, fewer for long measurements. */
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
      // The floor doesn't connect to Bitbucket either.
      ALGORITHMIA_VERIFY_CONSUMER: "off",
    },
    repetitions,
    progress,
  };
}
