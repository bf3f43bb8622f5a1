import { setTimeout as sleep } from "node:timers/promises";

/** Waits even if the client disconnects, as a slow server does. Returns false if the emulator closes first. */
export async function pause(ms: number, closing: AbortSignal): Promise<boolean> {
  try {
    await sleep(ms, undefined, { signal: closing });
    return true;
  } catch {
    return false;
  }
}
