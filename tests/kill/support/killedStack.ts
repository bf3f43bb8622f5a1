import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { type Emulator, type Scm, startEmulator } from "../../../emulator/src";
import { connectionTo } from "../../support/cluster";
import { NOTHING } from "../../support/expectations";
import type { HostKind } from "../../support/hosts";
import { Stack } from "../../support/stack";
import { contentOf, expectedContent } from "./clusterContent";
import { InterceptingProxy } from "./interceptingProxy";
import { type Kill, runKilled } from "./kills";
import type { Args, Operation } from "./operations";
import { kill } from "./processes";
import { namedForAdoption } from "./adoption";
import { hasPendingOperations, resourcesOf } from "./stateFile";

const MOST_RUNS = 3;

/** A cluster and a stack with the Pulumi CLI before an operation, restored before each of its kills. */
export class KilledStack {
  /** A state for which a preview was empty. */
  private settled: unknown;

  private constructor(
    private readonly operation: Operation,
    private readonly emulator: Emulator,
    private readonly proxy: InterceptingProxy,
    private readonly stack: Stack,
    private readonly start: readonly (Scm & { readonly clientSecret: string | undefined })[],
  ) {}

  static async prepare(operation: Operation, host: HostKind): Promise<KilledStack> {
    const emulator = await startEmulator();
    const proxy = await InterceptingProxy.start(emulator.url);
    const stack = await Stack.create({
      host,
      env: { ...connectionTo(emulator), ALGORITHMIA_API: proxy.url },
    });
    if (operation.before !== undefined) {
      stack.declare(declared(operation.before));
      await stack.up();
    }
    stack.declare(declared(operation.program));
    cpSync(join(stack.directory, ".pulumi"), join(stack.directory, "saved"), { recursive: true });
    const start = emulator.scms().map((scm) => ({ ...scm, clientSecret: emulator.secretOf(scm.id) }));
    return new KilledStack(operation, emulator, proxy, stack, start);
  }

  /** The requests since the state was last restored. */
  get requests(): readonly string[] {
    return this.proxy.requests;
  }

  /** The requests of the uninterrupted operation, in order. */
  async record(): Promise<string[]> {
    this.restore();
    const { code, output } = await this.stack.start(this.operation.command).ended;
    if (code !== 0) {
      throw new Error(`the uninterrupted run ended with ${code}:\n${output}`);
    }
    const requests = [...this.proxy.requests];
    await this.expectConverged();
    return requests;
  }

  /** How many runs it takes until one succeeds, with the killed run. The result must be right then. */
  async runsUntilDone(at: number, how: Kill): Promise<number> {
    this.restore();
    const survivors = await runKilled(this.stack, this.operation.command, this.proxy, at, how);
    try {
      return await this.repeat();
    } finally {
      survivors.forEach(({ pid }) => kill(pid));
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.stack.remove();
    await this.proxy[Symbol.asyncDispose]();
    await this.emulator.close();
  }

  /** Repeats the command as a user would, with the adoption that an error names. */
  private async repeat(): Promise<number> {
    let last = "";
    try {
      for (let runs = 2; runs <= MOST_RUNS; runs++) {
        const { code, output } = await this.stack.start(this.operation.command).ended;
        if (code === 0) {
          await this.expectConverged();
          return runs;
        }
        last = output;
        this.stack.setEnv({ ALGORITHMIA_ADOPT: namedForAdoption(output) });
      }
    } finally {
      this.stack.setEnv({ ALGORITHMIA_ADOPT: undefined });
    }
    throw new Error(`not done after ${MOST_RUNS} runs:\n${last}`);
  }

  private async expectConverged(): Promise<void> {
    if (hasPendingOperations(this.stack)) {
      await this.stack.refresh("--clear-pending-creates");
      expect(hasPendingOperations(this.stack)).toBe(false);
    }
    const state = resourcesOf(this.stack);
    expect(contentOf(this.emulator)).toEqual(expectedContent(this.operation, state[0]?.id));
    expect(state).toHaveLength(this.operation.command === "destroy" ? 0 : 1);
    // A preview depends on program and state alone, so the same state needs no other preview.
    if (state.length > 0 && !isDeepStrictEqual(state, this.settled)) {
      expect((await this.stack.preview("--diff")).steps).toEqual(NOTHING);
      this.settled ??= state;
    }
  }

  private restore(): void {
    const state = join(this.stack.directory, ".pulumi");
    rmSync(state, { recursive: true });
    cpSync(join(this.stack.directory, "saved"), state, { recursive: true });
    this.emulator.reset();
    for (const { id, ...scm } of this.start) {
      if (id === "internal") {
        this.emulator.change(id, { default: scm.default, enabled: scm.enabled });
      } else {
        this.emulator.seed({ id, ...scm });
      }
    }
    this.proxy.reset();
  }
}

function declared(args: Args): { name: string; args: Args } {
  return { name: "bitbucket", args };
}
