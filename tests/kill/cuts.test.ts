import { connectionTo } from "../support/cluster";
import { Host } from "../support/host";
import { URN } from "../support/inputs";
import { namedForAdoption } from "./support/continued";
import { holding, wanted } from "./support/converged";
import { InterceptingProxy, type Moment } from "./support/interceptingProxy";
import { type Operation, operations } from "./support/operations";
import { SmallEngine } from "../support/smallEngine";
import { useEmulator } from "../support/shared";
import { type Outcome, requestName, writeTable } from "./support/table";

/*
 * Each request of each operation, with the connection cut there, on the real host. The client doesn't try again here,
 * so that a cut ends the run, but where the provider itself can tell what became of the request.
 */

interface Cut {
  readonly name: string;
  readonly moment: Moment;
  /** Whether what follows in the same run is cut too. */
  readonly staysDown: boolean;
}

const cuts: readonly Cut[] = (["before", "after"] as const).flatMap((moment) => [
  { name: `cut ${moment} the cluster acted`, moment, staysDown: false },
  { name: `down from ${moment} the cluster acted`, moment, staysDown: true },
]);

const MOST_RUNS = 3;

const emulator = useEmulator();
let proxy: InterceptingProxy;
let host: Host;
const outcomes: Outcome[] = [];

beforeAll(async () => {
  proxy = await InterceptingProxy.start(emulator.url);
  host = await Host.start({
    ...connectionTo(emulator),
    ALGORITHMIA_API: proxy.url,
    ALGORITHMIA_MAX_RETRIES: "0",
  });
});

afterAll(async () => {
  writeTable("cuts", outcomes);
  await host[Symbol.asyncDispose]();
  await proxy[Symbol.asyncDispose]();
});

/** A cluster and a stack that are brought to where the operation starts. */
class Cell {
  private readonly engine = new SmallEngine();
  /** What the last error asks the next run to adopt. */
  private adopt: string | undefined;

  private constructor(private readonly operation: Operation) {}

  static async prepare(operation: Operation): Promise<Cell> {
    emulator.reset();
    proxy.reset();
    const cell = new Cell(operation);
    if (operation.before !== undefined) {
      await host.renew({});
      await cell.engine.up(host, declared(operation.before));
      proxy.reset();
    }
    return cell;
  }

  /** Runs the operation as a process of its own would, and says whether it succeeded. */
  async run(): Promise<boolean> {
    await host.renew(this.adopt === undefined ? {} : { "algorithmia:adopt": this.adopt });
    const { command, program } = this.operation;
    const run = {
      up: () => this.engine.up(host, declared(program)),
      refresh: () => this.engine.refresh(host),
      destroy: () => this.engine.destroy(host),
    }[command];
    try {
      await run();
      return true;
    } catch (error) {
      this.adopt = namedForAdoption(String(error));
      return false;
    }
  }

  async expectConverged(): Promise<void> {
    const { command, program } = this.operation;
    expect(holding(emulator)).toEqual(wanted(this.operation, this.engine.id));
    await host.renew({});
    expect(await this.engine.isSettled(host, declared(program))).toBe(command !== "destroy");
  }
}

function declared(program: object): Record<string, unknown> {
  return { __urn: URN, ...program };
}

/** How many runs it takes until one succeeds, the struck one included; all must be right then. */
async function runsUntilDone(operation: Operation, at: number, { moment, staysDown }: Cut): Promise<number> {
  const cell = await Cell.prepare(operation);
  let struck = false;
  void proxy.hold(at, moment).then((held) => {
    struck = true;
    if (staysDown) {
      proxy.cutAll();
    }
    held.cut();
  });
  for (let runs = 1; runs <= MOST_RUNS; runs++) {
    const done = await cell.run();
    expect(struck).toBe(true);
    proxy.reset();
    if (done) {
      await cell.expectConverged();
      return runs;
    }
  }
  throw new Error(`not done after ${MOST_RUNS} runs`);
}

test.each(operations)("converges after $name, wherever the connection is cut", async (operation) => {
  const undisturbed = await Cell.prepare(operation);
  expect(await undisturbed.run()).toBe(true);
  await undisturbed.expectConverged();
  const requests = [...proxy.requests];
  expect(requests.length).toBeGreaterThan(0);

  const own: Outcome[] = [];
  for (const [at, request] of requests.entries()) {
    for (const cut of cuts) {
      const result = await runsUntilDone(operation, at, cut).catch(
        (error: unknown) => (error as Error).message,
      );
      own.push({ operation: operation.name, request: requestName(at, request), fault: cut.name, result });
    }
  }
  outcomes.push(...own);
  expect(own.filter(({ result }) => typeof result !== "number")).toEqual([]);
});
