import { createHash } from "node:crypto";
import { lstatSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ProviderError } from "./errors";

type Fact = "kept" | "deleted";

/**
 * What the provider processes of one engine report to each other. The engine starts a process for each host and each provider
 * resource, so the process that deletes a configuration may not be the one that adopted it for another resource.
 *
 * A fact is an empty file in a folder of the user, and counts as long as the process that recorded it runs. The engine ends all
 * processes at the end of a run.
 */
export class EngineRegister {
  readonly #engineAddress: string | undefined;
  readonly #folder = join(tmpdir(), `pulumi-algorithmia-${process.getuid?.() ?? "user"}`);

  /** Without an engine, there is no other process. */
  constructor(engineAddress: string | undefined) {
    this.#engineAddress = engineAddress;
  }

  record(fact: Fact, apiUrl: string, id: string): void {
    if (this.#engineAddress === undefined) return;
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      this.#requireOwnFolder();
      writeFileSync(join(this.#folder, `${this.#nameOf(fact, apiUrl, id)}${process.pid}`), "");
    } catch (error) {
      throw new ProviderError(
        `Coordinating this run's providers failed for the configuration ${id} on ${apiUrl}: ${(error as Error).message}. ` +
          `Nothing was changed. Set TMPDIR to a folder that only you can write, and run again.`,
      );
    }
  }

  withdraw(fact: Fact, apiUrl: string, id: string): void {
    if (this.#engineAddress === undefined) return;
    rmSync(join(this.#folder, `${this.#nameOf(fact, apiUrl, id)}${process.pid}`), { force: true });
  }

  /** Whether another process of the engine recorded the fact. The caller has recorded its own fact before. */
  isRecordedElsewhere(fact: Fact, apiUrl: string, id: string): boolean {
    if (this.#engineAddress === undefined) return false;
    const prefix = this.#nameOf(fact, apiUrl, id);
    let isRecorded = false;
    for (const name of readdirSync(this.#folder)) {
      const pid = Number(name.slice(name.lastIndexOf(".") + 1));
      if (!isRunning(pid)) rmSync(join(this.#folder, name), { force: true });
      else if (pid !== process.pid && name.startsWith(prefix)) isRecorded = true;
    }
    return isRecorded;
  }

  #nameOf(fact: Fact, apiUrl: string, id: string): string {
    const key = JSON.stringify([this.#engineAddress, apiUrl, id]);
    return `${createHash("sha256").update(key).digest("hex")}.${fact}.`;
  }

  #requireOwnFolder(): void {
    const { uid, mode } = lstatSync(this.#folder);
    if (process.getuid !== undefined && (uid !== process.getuid() || (mode & 0o022) !== 0)) {
      throw new Error(`other users can write to ${this.#folder}`);
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}
