import { spawn } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const REPOSITORY = join(__dirname, "../..");

/** The programs that the scripts may call, without those that the platform doesn't have, such as flock. */
const TOOLS =
  "sh bash env realpath dirname uname cat df sha256sum shasum mkdir mktemp mv rm cp ln date sleep grep wc tail sed find readlink flock";

export interface Result {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly pid: number | undefined;
  readonly kill: (signal: NodeJS.Signals) => void;
  /** The standard error output so far. */
  readonly stderr: () => string;
  readonly result: Promise<Result>;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A copy of the toolchain in a temporary checkout, with only the test's programs on PATH. */
export class Sandbox {
  readonly directory = realpathSync(mkdtempSync(join(tmpdir(), "toolchain-test-")));
  readonly checkout = join(this.directory, "checkout");
  readonly cache = join(this.directory, "cache/pulumi-algorithmia/toolchain");
  private readonly tools = join(this.directory, "tools");
  private readonly programs = join(this.directory, "programs");

  constructor(without: readonly string[] = []) {
    for (const folder of ["toolchain", ".ci"]) {
      cpSync(join(REPOSITORY, folder), join(this.checkout, folder), {
        recursive: true,
        filter: (path) => !path.endsWith("node_modules"),
      });
    }
    mkdirSync(this.tools);
    mkdirSync(this.programs);
    for (const tool of TOOLS.split(" ").filter((name) => !without.includes(name))) {
      const found = (process.env["PATH"] ?? "").split(":").find((folder) => existsSync(join(folder, tool)));
      if (found !== undefined) symlinkSync(join(found, tool), join(this.tools, tool));
    }
    this.program("node", 'echo "v22.13.0"');
  }

  path(...segments: string[]): string {
    return join(this.directory, ...segments);
  }

  write(path: string, text: string): string {
    const full = this.path(path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, text);
    return full;
  }

  script(path: string, body: string): string {
    const full = this.write(path, `#!/bin/sh\n${body}\n`);
    chmodSync(full, 0o755);
    return full;
  }

  /** Adds a program to PATH. */
  program(name: string, body: string): string {
    return this.script(`programs/${name}`, body);
  }

  /** Adds the Node that runs this test to PATH. */
  realNode(): void {
    this.program("node", `exec '${process.execPath}' "$@"`);
  }

  start(command: string, args: readonly string[] = [], options: RunOptions = {}): Running {
    const child = spawn(command, args, {
      cwd: options.cwd ?? this.directory,
      env: { PATH: `${this.programs}:${this.tools}`, XDG_CACHE_HOME: this.path("cache"), ...options.env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    const result = new Promise<Result>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code, signal) => {
        resolve({ code, signal, stdout, stderr });
      });
    });
    return { pid: child.pid, kill: (signal) => child.kill(signal), stderr: () => stderr, result };
  }

  /** Runs a script of the checkout's `toolchain` folder to its end. */
  toolchain(script: string, args: readonly string[] = [], options: RunOptions = {}): Promise<Result> {
    return this.start(join(this.checkout, "toolchain", script), args, options).result;
  }
}

/** Waits for a condition. Throws after a timeout. */
export async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 4_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`never came about: ${condition.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
