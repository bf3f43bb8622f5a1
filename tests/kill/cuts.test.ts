import { HOST_NAMES, type HostName } from "../support/host";
import { HostCluster, HostStack } from "../support/hostStack";
import { shared } from "../support/shared";
import { namedForAdoption } from "./support/adoption";
import { contentOf, expectedContent } from "./support/clusterContent";
import { InterceptingProxy, type Moment } from "./support/interceptingProxy";
import { type Operation, operations } from "./support/operations";
import { type Outcome, requestName, writeTable } from "./support/table";

/*
 * Each request of each operation with a cut connection, on the real hosts. The client doesn't retry here, so a cut ends the
 * run, unless the provider can determine the result of the request.
 */

interface Cut {
  readonly name: string;
  readonly moment: Moment;
  /** Whether the later requests of the run are cut too. */
  readonly staysDown: boolean;
}

const cuts: readonly Cut[] = (["before", "after"] as const).flatMap((moment) => [
  { name: `cut ${moment} the cluster acted`, moment, staysDown: false },
  { name: `down from ${moment} the cluster acted`, moment, staysDown: true },
]);

const MOST_RUNS = 3;

const outcomes: Outcome[] = [];

afterAll(() => writeTable("cuts", outcomes));

/** All operations on the plugin, which starts fastest. Requests and decisions are the core's, which the hosts share. */
function operationsOn(kind: HostName): readonly Operation[] {
  const isWhole = kind === "plugin" || process.env["KILLS_TABLE"] !== undefined;
  return isWhole ? operations : operations.filter(({ name }) => SAMPLE.includes(name));
}

const SAMPLE = ["create the default", "replace, create first"];

/** A cluster behind a proxy, and a host. */
class Surroundings {
  private constructor(
    readonly cluster: HostCluster,
    readonly proxy: InterceptingProxy,
  ) {}

  static async start(kind: HostName): Promise<Surroundings> {
    const cluster = await HostCluster.start(kind, {});
    return new Surroundings(cluster, await InterceptingProxy.start(cluster.emulator.url));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.cluster[Symbol.asyncDispose]();
    await this.proxy[Symbol.asyncDispose]();
  }
}

/** A stack before an operation. */
class Cell {
  /** The id that the last error names for adoption. */
  private adopt: string | undefined;

  private constructor(
    private readonly surroundings: Surroundings,
    private readonly operation: Operation,
    private readonly stack: HostStack,
  ) {}

  static async prepare(surroundings: Surroundings, operation: Operation): Promise<Cell> {
    const { cluster, proxy } = surroundings;
    cluster.emulator.reset();
    proxy.reset();
    const connection = { ...cluster.settings, apiUrl: proxy.url, maxRetries: "0" };
    const stack = new HostStack(cluster.host, connection);
    if (operation.before !== undefined) {
      await stack.up(operation.before);
      proxy.reset();
    }
    return new Cell(surroundings, operation, stack);
  }

  /** Runs the operation, and returns whether it succeeded. */
  async run(): Promise<boolean> {
    const settings: Record<string, string> = this.adopt === undefined ? {} : { adopt: this.adopt };
    const { command, program } = this.operation;
    try {
      await (command === "up" ? this.stack.up(program, settings) : this.stack[command](settings));
      return true;
    } catch (error) {
      this.adopt = namedForAdoption(String(error));
      return false;
    }
  }

  async expectConverged(): Promise<void> {
    const { command, program } = this.operation;
    const { emulator } = this.surroundings.cluster;
    expect(contentOf(emulator)).toEqual(expectedContent(this.operation, this.stack.id));
    if (command !== "destroy") await this.stack.expectSettled(program);
  }
}

/** How many runs the operation takes until one succeeds, with the cut run. The result must be right then. */
async function runsUntilDone(
  surroundings: Surroundings,
  operation: Operation,
  at: number,
  { moment, staysDown }: Cut,
): Promise<number> {
  const { proxy } = surroundings;
  const cell = await Cell.prepare(surroundings, operation);
  let wasCut = false;
  void proxy.hold(at, moment).then((held) => {
    wasCut = true;
    if (staysDown) proxy.cutAll();
    held.cut();
  });
  for (let runs = 1; runs <= MOST_RUNS; runs++) {
    const succeeded = await cell.run();
    expect(wasCut).toBe(true);
    proxy.reset();
    if (succeeded) {
      await cell.expectConverged();
      return runs;
    }
  }
  throw new Error(`not done after ${MOST_RUNS} runs`);
}

describe.each(HOST_NAMES)("%s", (kind) => {
  const surroundings = shared(
    () => Surroundings.start(kind),
    (started) => started[Symbol.asyncDispose](),
  );

  test.each(operationsOn(kind))(
    "converges after $name, wherever the connection is cut",
    async (operation) => {
      const { proxy } = surroundings;
      const undisturbed = await Cell.prepare(surroundings, operation);
      expect(await undisturbed.run()).toBe(true);
      await undisturbed.expectConverged();
      const requests = [...proxy.requests];
      expect(requests.length).toBeGreaterThan(0);

      const own: Outcome[] = [];
      for (const [at, request] of requests.entries()) {
        for (const cut of cuts) {
          const result = await runsUntilDone(surroundings, operation, at, cut).catch(
            (error: unknown) => (error as Error).message,
          );
          const name = `${kind}: ${operation.name}`;
          own.push({ operation: name, request: requestName(at, request), fault: cut.name, result });
        }
      }
      outcomes.push(...own);
      expect(own.filter(({ result }) => typeof result !== "number")).toEqual([]);
    },
  );
});
