import { kills } from "./support/kills";
import { KilledStack } from "./support/killedStack";
import { type Operation, operations } from "./support/operations";
import { type Outcome, requestName, writeTable } from "./support/table";

/* Each request of each operation on the real CLI, with the engine, the host or both killed while the cluster holds it. */

interface Prepared {
  readonly stack: KilledStack;
  readonly requests: readonly string[];
}

const prepared = new Map<Operation, Promise<Prepared>>();
const outcomes: Outcome[] = [];

afterAll(async () => {
  for (const { stack } of await Promise.all(prepared.values())) {
    await stack[Symbol.asyncDispose]();
  }
});

async function prepare(operation: Operation): Promise<Prepared> {
  const stack = await KilledStack.prepare(operation);
  return { stack, requests: await stack.record() };
}

describe.each(kills)("$name", (kill) => {
  test.each(operations)("$name: ends right, wherever it is killed", async (operation) => {
    const preparing = prepared.get(operation) ?? prepare(operation);
    prepared.set(operation, preparing);
    const { stack, requests } = await preparing;
    expect(requests.length).toBeGreaterThan(0);
    const own: Outcome[] = [];
    for (const [at, request] of requests.entries()) {
      const result = await stack.runsUntilDone(at, kill).catch((error: unknown) => (error as Error).message);
      own.push({ operation: operation.name, request: requestName(at, request), fault: kill.name, result });
    }
    outcomes.push(...own);
    writeTable("kills", outcomes);
    expect(own.filter(({ result }) => typeof result !== "number")).toEqual([]);
  });
});
