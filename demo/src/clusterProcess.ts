import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { endProcess } from "./child";
import { DemoFailure } from "./failure";

const EMULATOR = resolve(__dirname, "../../emulator/dist/main.js");
const PATIENCE_MS = 5_000;

export interface ClusterOptions {
  readonly apiKey: string;
  readonly dataDirectory: string;
  readonly env: NodeJS.ProcessEnv;
}

/** What the emulator says when it's ready. */
export interface Emulators {
  readonly url: string;
  readonly bitbucketUrl: string;
  readonly controlTokenFile: string;
}

/** The emulated cluster and Bitbucket, in a process of its own. */
export class ClusterProcess {
  private constructor(
    private readonly child: ChildProcess,
    private readonly ended: Promise<unknown>,
  ) {}

  static spawn({ apiKey, dataDirectory, env }: ClusterOptions): ClusterProcess {
    const child = spawn(process.execPath, [EMULATOR, "--port", "0", "--data", dataDirectory], {
      detached: true,
      env: { ...env, EMULATOR_API_KEY: apiKey },
      stdio: ["ignore", "pipe", "pipe"],
    });
    return new ClusterProcess(child, once(child, "exit"));
  }

  /** Where it is to be found, as soon as it listens there. */
  async ready(stop: AbortSignal): Promise<Emulators> {
    const { stdout, stderr } = this.child;
    if (stdout === null || stderr === null) throw new TypeError("The emulator's output is not piped.");
    const complaint = text(stderr);
    const lines = createInterface({ input: stdout, signal: stop });
    for await (const line of lines) return JSON.parse(line) as Emulators;
    stop.throwIfAborted();
    throw new DemoFailure(`The emulator ended before it was ready: ${(await complaint).trim()}`);
  }

  /** Stops it, and gives the code that it ended with. */
  async stop(): Promise<number | null> {
    await endProcess(this.child, ["SIGTERM"], PATIENCE_MS);
    await this.ended;
    return this.child.exitCode;
  }
}
