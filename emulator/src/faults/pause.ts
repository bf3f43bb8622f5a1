import { setTimeout as sleep } from "node:timers/promises";

/** Waits even if the caller gives up, as a slow server would; false if the emulator closed before the time was over. */
export async function pause(ms: number, closing: AbortSignal): Promise<boolean> {
  try {
    await sleep(ms, undefined, { signal: closing });
    return true;
  } catch {
    return false;
  }
}
