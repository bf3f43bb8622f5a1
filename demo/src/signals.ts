import { Interrupted } from "./failure";

const CTRL_C = "\x03";

/** What a person tells the demo by signals: to stop, or while it waits for one, to go on. */
export class Signals {
  private readonly controller = new AbortController();
  private goOn: (() => void) | undefined;

  constructor() {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      // Kept on: another Ctrl-C while all is being stopped must not leave half of it running.
      process.on(signal, () => {
        if (signal === "SIGINT" && this.goOn !== undefined) this.goOn();
        else this.controller.abort(new Interrupted(signal));
      });
    }
    // Whoever read along went away, as in `make demo | head`.
    process.stdout.on("error", () => {
      this.controller.abort(new Interrupted("SIGPIPE"));
    });
    process.stderr.on("error", () => undefined);
    // A fault of the demo's own must not leave the emulator running.
    process.on("uncaughtException", (error) => {
      this.controller.abort(error);
    });
  }

  get stop(): AbortSignal {
    return this.controller.signal;
  }

  /** Waits for a Ctrl-C, which then stops nothing. */
  async ctrlC(): Promise<void> {
    this.stop.throwIfAborted();
    const release = holdBackInterrupts((key) => {
      if (key.includes(CTRL_C)) this.goOn?.();
    });
    // A signal's listener alone doesn't keep the process running.
    const alive = setInterval(() => undefined, 60_000);
    try {
      await new Promise<void>((done, reject) => {
        this.goOn = done;
        this.stop.addEventListener("abort", () => reject(this.stop.reason as Error));
      });
    } finally {
      this.goOn = undefined;
      clearInterval(alive);
      release();
    }
  }
}

/**
 * Takes a terminal's Ctrl-C as a key rather than as a signal: that would go to `make` too, which then reports
 * an interrupted demo although this one comes to its end.
 */
function holdBackInterrupts(onKey: (key: string) => void): () => void {
  const { stdin } = process;
  if (!stdin.isTTY) return () => undefined;
  const listener = (key: Buffer) => onKey(key.toString());
  stdin.setRawMode(true).on("data", listener).resume();
  return () => void stdin.off("data", listener).pause().setRawMode(false);
}
