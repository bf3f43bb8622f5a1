import { kills } from "./support/kills";
import { KilledStack } from "./support/killedStack";
import { operations } from "./support/operations";
import { type Outcome, requestName, writeTable } from "./support/table";

/* Each request of each operation on the real CLI, with the engine, the host or both killed while the cluster holds it. */

const outcomes: Outcome[] = [];

test.each(operations)("$name: ends right, whatever is killed at any request", async (operation) => {
  await using stack = await KilledStack.prepare(operation);
  const own: Outcome[] = [];
  for (const [at, request] of (await stack.record()).entries()) {
    for (const kill of kills) {
      const result = await stack.runsUntilDone(at, kill).catch((error: unknown) => (error as Error).message);
      own.push({ operation: operation.name, request: requestName(at, request), fault: kill.name, result });
      writeTable("kills", [...outcomes, ...own]);
    }
  }
  outcomes.push(...own);
  expect(own.filter(({ result }) => typeof result !== "number")).toEqual([]);
});
