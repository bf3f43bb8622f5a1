import { constants } from "node:os";
import { DemoFailure, Interrupted } from "./failure";
import { Narrator } from "./narrate";
import { makeUpSecrets, type Secrets } from "./secrets";
import { Signals } from "./signals";
import { Stage } from "./stage";
import { Terminal } from "./terminal";

/** What each part of the story works with. */
export interface Performance {
  readonly narrator: Narrator;
  readonly stage: Stage;
  readonly secrets: Secrets;
  readonly stop: AbortSignal;
  /** Waits until whoever watches has looked around; undefined where nobody asked for it. */
  readonly lookAround: (() => Promise<void>) | undefined;
}

/** Plays a story once, clears the stage however it ends, and turns a failure into a message and an exit code. */
export async function perform(story: (performance: Performance) => Promise<void>): Promise<void> {
  const signals = new Signals();
  const { stop } = signals;
  const narrator = new Narrator(new Terminal(process.stdout, process.env), setupTime(process.env));
  const stage = new Stage(process.env, stop);
  stop.addEventListener("abort", () => {
    narrator.tell("Stopping: what runs ends the call that it's in, then all is cleared up.");
  });
  const lookAround = isSet(process.env["DEMO_KEEP"]) ? () => signals.ctrlC() : undefined;
  await story({ narrator, stage, secrets: makeUpSecrets(), stop, lookAround }).catch(fail);
  await stage.clear().catch(fail);
}

function isSet(variable = ""): boolean {
  return variable !== "" && variable !== "0";
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

/** `make demo` sets up first, and notes when it began. */
function setupTime(env: NodeJS.ProcessEnv) {
  const started = Number(env["DEMO_STARTED"]);
  if (!(started > 0)) return [];
  return [{ what: "make setup: install, build, obtain the Pulumi CLI", ms: Date.now() - started * 1000 }];
}
