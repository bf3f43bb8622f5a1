import { spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { FAST_START, ROOT } from "../support/environment";

export const DEMO = join(ROOT, "demo/dist/demo.js");

export interface Result {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** An environment for a run of the demo: a temporary directory, and a `pulumi` that is first in PATH. */
export class Place {
  readonly directory = mkdtempSync(join(tmpdir(), "demo-test-"));
  /** Is in the environment of the demo and of all its child processes. */
  private readonly mark = randomUUID();

  readonly programs = join(this.directory, "programs");
  private readonly path: string;

  /** @param pulumi - Body of a shell script named `pulumi`. If it isn't set, PATH has no `pulumi`. */
  constructor(pulumi?: string) {
    for (const folder of ["tmp", "programs"]) mkdirSync(join(this.directory, folder));
    this.path =
      pulumi === undefined ? this.programs : this.programs + delimiter + (process.env["PATH"] ?? "");
    if (pulumi === undefined) return;
    const script = join(this.programs, "pulumi");
    writeFileSync(script, `#!/bin/sh\n${pulumi}\n`);
    chmodSync(script, 0o755);
  }

  /** Runs a command. `onOutput` gets all of standard output so far, each time there is more. */
  async run(
    [program, ...args]: readonly [string, ...string[]],
    onOutput: (stdout: string, kill: (signal: NodeJS.Signals) => void) => void = () => undefined,
    env: Record<string, string> = {},
  ): Promise<Result> {
    const child = spawn(program, args, {
      cwd: ROOT,
      env: {
        ...process.env,
        ...FAST_START,
        ...env,
        PATH: this.path,
        TMPDIR: join(this.directory, "tmp"),
        DEMO_TEST_MARK: this.mark,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      onOutput(stdout, (signal) => child.kill(signal));
    });
    const code = await new Promise<number | null>((done, reject) => {
      child.on("error", reject).on("close", done);
    });
    return { code, stdout, stderr };
  }

  /** Returns what a run left: files in the temporary directory, and processes if the system has /proc. */
  leftovers(): string[] {
    return [...readdirSync(join(this.directory, "tmp")), ...this.processes()];
  }

  remove(): void {
    rmSync(this.directory, { recursive: true });
  }

  private processes(): string[] {
    if (!existsSync("/proc/self/environ")) return [];
    return readdirSync("/proc")
      .filter((entry) => /^\d+$/.test(entry))
      .filter((pid) => contentOf(`/proc/${pid}/environ`).includes(this.mark))
      .map((pid) => contentOf(`/proc/${pid}/cmdline`));
  }
}

/** Returns nothing if the process has ended or is another user's. */
function contentOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
