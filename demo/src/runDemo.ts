import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";
import { startEmulator } from "pulumi-algorithmia-emulator";
import type { Surroundings } from "./surroundings";
import { checked, heading, say } from "./terminal";

const { DEMO_KEEP = "", DEMO_STARTED } = process.env;
/** When `make demo` started, before it installed and built. */
const startedMs = Number(DEMO_STARTED) > 0 ? Number(DEMO_STARTED) * 1000 : Date.now();
const keep = !["", "0"].includes(DEMO_KEEP);
/** Settings of Pulumi, the provider and the emulator, and proxies. They must not change what the demo shows. */
const FOREIGN_SETTINGS = /^(PULUMI|ALGORITHMIA|EMULATOR)_|^(HTTPS?|ALL|GRPC)_PROXY$/i;

const stop = new AbortController();
let pause: AbortController | undefined;

function handleSignals(): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      if (signal === "SIGINT" && pause) pause.abort();
      // On another `abort` event, the Automation API sends Pulumi another SIGINT, which terminates it at once.
      else if (stop.signal.aborted) stop.signal.dispatchEvent(new Event("abort"));
      else interrupt(signal);
    });
  }
  // The process that reads the output has exited, as in `make demo | head`.
  process.stdout.on("error", () => interrupt("SIGPIPE"));
  process.on("uncaughtException", (error) => stop.abort(error));
}

function interrupt(signal: NodeJS.Signals): void {
  if (stop.signal.aborted) return;
  process.exitCode = 128 + constants.signals[signal];
  stop.abort(`Stopped by ${signal}.`);
  say("Stopping. Pulumi finishes its current request, then the demo removes everything.");
}

async function waitForInterrupt(): Promise<void> {
  pause = new AbortController();
  // The emulator's servers keep this process running.
  if (!stop.signal.aborted) await once(AbortSignal.any([stop.signal, pause.signal]), "abort");
  pause = undefined;
}

function prepareEnvironment(directory: string): void {
  const entries = Object.entries(process.env).filter(([name]) => !FOREIGN_SETTINGS.test(name));
  process.env = Object.fromEntries(entries);
  Object.assign(process.env, {
    TMPDIR: join(directory, "tmp"),
    PULUMI_HOME: join(directory, "home"),
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    // Pulumi's type check of a TypeScript program takes longer than the run.
    PULUMI_NODEJS_TRANSPILE_ONLY: "true",
  });
  mkdirSync(join(directory, "tmp"));
}

function fail(error: unknown): void {
  process.exitCode ||= 1;
  const reason: unknown = stop.signal.aborted ? stop.signal.reason : error;
  const message = reason instanceof Error ? `The demo failed: ${reason.message}` : String(reason);
  const hint = message.includes("pulumi ENOENT") ? ' The Pulumi CLI isn\'t in PATH. Run "make demo".' : "";
  process.stderr.write(`\n${message}${hint}\n`);
}

/** Runs the demo's steps, and stops and removes everything whether they succeed, fail or are interrupted. */
export async function runDemo(runSteps: (surroundings: Surroundings) => Promise<void>): Promise<void> {
  handleSignals();
  const emulator = await startEmulator();
  const directory = mkdtempSync(join(tmpdir(), "pulumi-algorithmia-demo-"));
  prepareEnvironment(directory);
  heading("The lifecycle of a Bitbucket Cloud configuration on an Algorithmia Enterprise cluster");
  say(`Everything runs on this machine, in ${directory}, which is removed at the end.`);
  const passphrase = randomBytes(20).toString("hex");
  const waitForCtrlC = keep ? waitForInterrupt : undefined;
  await runSteps({ directory, emulator, passphrase, signal: stop.signal, waitForCtrlC }).catch(fail);
  await emulator.close();
  rmSync(directory, { recursive: true, force: true, maxRetries: 3 });
  if (process.exitCode) return;
  await assert.rejects(fetch(emulator.url), TypeError);
  assert.ok(!existsSync(directory));
  checked(`The emulator has stopped, and ${directory} is gone.`);
  heading(
    `Each sentence marked ✓ was checked. Total time: ${((Date.now() - startedMs) / 1000).toFixed(1)} s`,
  );
}
