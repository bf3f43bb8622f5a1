import { constants } from "node:os";
import { DemoFailure, Interrupted } from "./failure";
import { Narrator } from "./narrate";
import { makeUpSecrets, type Secrets } from "./secrets";
import { Stage } from "./stage";
import { Terminal } from "./terminal";

/** What each part of the story works with. */
export interface Performance {
  readonly narrator: Narrator;
  readonly stage: Stage;
  readonly secrets: Secrets;
  readonly stop: AbortSignal;
}

/** Plays a story once, clears the stage however it ends, and turns a failure into a message and an exit code. */
export async function perform(story: (performance: Performance) => Promise<void>): Promise<void> {
  const stop = stopOnSignals();
  const narrator = new Narrator(new Terminal(process.stdout, process.env), setupTime(process.env));
  const stage = new Stage(process.env, stop);
  stop.addEventListener("abort", () => {
    narrator.tell("Stopping: what runs ends the call that it's in, then all is cleared up.");
  });
  await story({ narrator, stage, secrets: makeUpSecrets(), stop }).catch(fail);
  await stage.clear().catch(fail);
}

function fail(error: unknown): void {
  process.exitCode = error instanceof Interrupted ? 128 + constants.signals[error.signal] : 1;
  process.stderr.write(`\n${messageOf(error)}\n`);
}

function messageOf(error: unknown): string {
  if (error instanceof Interrupted) return error.message;
  if (error instanceof DemoFailure) return `The demo failed: ${error.message}`;
  return `The demo failed, by a fault of its own: ${error instanceof Error ? String(error.stack) : String(error)}`;
}

function stopOnSignals(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    // Kept on: another Ctrl-C while all is being stopped must not leave half of it running.
    process.on(signal, () => {
      controller.abort(new Interrupted(signal));
    });
  }
  // Whoever read along went away, as in `make demo | head`.
  process.stdout.on("error", () => {
    controller.abort(new Interrupted("SIGPIPE"));
  });
  process.stderr.on("error", () => undefined);
  // A fault of the demo's own must not leave the emulator running.
  process.on("uncaughtException", (error) => {
    controller.abort(error);
  });
  return controller.signal;
}

/** `make demo` sets up first, and notes when it began. */
function setupTime(env: NodeJS.ProcessEnv) {
  const started = Number(env["DEMO_STARTED"]);
  if (!(started > 0)) return [];
  return [{ what: "make setup: install, build, obtain the Pulumi CLI", ms: Date.now() - started * 1000 }];
}
