import type { Emulator } from "pulumi-algorithmia-emulator";

/** What each step of the demo uses. */
export interface Surroundings {
  /** A temporary directory, which is removed at the end. */
  readonly directory: string;
  readonly emulator: Emulator;
  /** The passphrase of all stacks. */
  readonly passphrase: string;
  /** Is aborted by a signal to the demo. */
  readonly signal: AbortSignal;
  /** Set with KEEP=1. */
  readonly waitForCtrlC: (() => Promise<void>) | undefined;
}
