import { createHash } from "node:crypto";
import { appendFileSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ProviderError } from "./errors";

type Fact = "kept" | "deleted";

/**
 * What the provider processes of one engine report to each other. The engine starts a process for each host and each provider
 * resource, so the process that deletes a configuration may not be the one whose resource keeps or adopts it.
 *
 * Each process appends to a file of its own, which counts as long as the process runs. The engine ends all processes at the
 * end of a run.
 */
export class EngineRegister {
  readonly #folder = join(tmpdir(), `pulumi-algorithmia-${process.getuid?.() ?? "user"}`);
  readonly #engine: string | undefined;
  #isReady = false;

  /** Without an engine, there is no other process. */
  constructor(engineAddress: string | undefined) {
    this.#engine =
      engineAddress === undefined
        ? undefined
        : createHash("sha256").update(engineAddress).digest("hex").slice(0, 16);
  }

  record(fact: Fact, apiUrl: string, id: string): void {
    this.#append(`+${lineOf(fact, apiUrl, id)}`);
  }

  withdraw(fact: Fact, apiUrl: string, id: string): void {
    this.#append(`-${lineOf(fact, apiUrl, id)}`);
  }

  /** Whether another process of the engine recorded the fact. */
  isRecordedElsewhere(fact: Fact, apiUrl: string, id: string): boolean {
    if (this.#engine === undefined) return false;
    const line = lineOf(fact, apiUrl, id);
    return this.#files()
      .filter(({ engine, pid }) => engine === this.#engine && pid !== process.pid && isRunning(pid))
      .some(({ path }) => {
        const lines = readFileSync(path, "utf8").split("\n");
        return lines.findLast((each) => each.slice(1) === line)?.startsWith("+");
      });
  }

  #append(line: string): void {
    if (this.#engine === undefined) return;
    try {
      this.#prepare();
      appendFileSync(join(this.#folder, `${this.#engine}.${process.pid}`), `${line}\n`, { mode: 0o600 });
    } catch (error) {
      throw new ProviderError(
        `Coordinating the providers of this run failed: ${(error as Error).message}. Nothing was changed for this resource. ` +
          `Set TMPDIR to a folder that you can write, and run again.`,
      );
    }
  }

  #prepare(): void {
    if (this.#isReady) return;
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    const { uid, mode } = lstatSync(this.#folder);
    if (process.getuid !== undefined && (uid !== process.getuid() || (mode & 0o022) !== 0)) {
      throw new Error(`other users can write to ${this.#folder}`);
    }
    // Also what an earlier process with this id left.
    for (const { path, pid } of this.#files()) {
      if (pid === process.pid || !isRunning(pid)) rmSync(path, { force: true });
    }
    this.#isReady = true;
  }

  #files(): { readonly path: string; readonly engine: string; readonly pid: number }[] {
    return readdirSync(this.#folder).map((name) => {
      const [engine = "", pid] = name.split(".");
      return { path: join(this.#folder, name), engine, pid: Number(pid) };
    });
  }
}

function lineOf(fact: Fact, apiUrl: string, id: string): string {
  return JSON.stringify([fact, apiUrl, id]);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}
