import { BOTH, type HostKind } from "../support/hosts";
import { kills } from "./support/kills";
import { KilledStack } from "./support/killedStack";
import { type Operation, operations } from "./support/operations";
import { type Outcome, requestName, writeTable } from "./support/table";

/* Each request of each operation with the Pulumi CLI, with the engine, the host or both killed while the request is held. */

const outcomes: Outcome[] = [];

describe.each(BOTH)("%s", (host) => {
  test.each(operations)("converges after $name, wherever it is killed", async (operation) => {
    const own = await outcomesOf(host, operation);
    outcomes.push(...own);
    writeTable("kills", outcomes);
    expect(own.filter(({ result }) => typeof result !== "number")).toEqual([]);
  });
});

async function outcomesOf(host: HostKind, operation: Operation): Promise<Outcome[]> {
  await using stack = await KilledStack.prepare(operation, host);
  const requests = await stack.record();
  expect(requests.length).toBeGreaterThan(0);
  const all: Outcome[] = [];
  for (const [at, request] of requests.entries()) {
    for (const kill of kills) {
      const result = await stack.runsUntilDone(at, kill).catch((error: unknown) => (error as Error).message);
      const name = `${host}: ${operation.name}`;
      all.push({ operation: name, request: requestName(at, request), fault: kill.name, result });
    }
  }
  return all;
}
