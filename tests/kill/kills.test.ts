import { kills } from "./support/kills";
import { KilledStack } from "./support/killedStack";
import { operations } from "./support/operations";
import { requestName } from "./support/table";

/* A sample of the matrix that kills.soak.ts runs in full: each kind of kill, where most is under way. */

test.each([
  // Created, and not stored by Pulumi: the next run stops and names the command that continues.
  ["create the default", "host, before", "2. POST admin/scms/ID/default", 3],
  ["disable", "host, after", "1. PATCH admin/scms/ID", 2],
  ["replace, create first", "engine and host, after", "1. POST admin/scms", 3],
  ["replace, delete first", "engine and host, before", "5. POST admin/scms", 2],
  ["destroy the default", "engine alone", "3. PATCH admin/scms/ID", 2],
])("converges after %s, killed (%s) at its request %s, within %i runs", async (name, how, request, runs) => {
  await using stack = await KilledStack.prepare(named(operations, name));
  const at = Number.parseInt(request) - 1;
  expect(await stack.runsUntilDone(at, named(kills, how))).toBe(runs);
  expect(requestName(at, stack.requests[at] ?? "")).toBe(request);
});

function named<T extends { readonly name: string }>(all: readonly T[], name: string): T {
  const found = all.find((one) => one.name === name);
  if (found === undefined) {
    throw new Error(`there is no ${name}`);
  }
  return found;
}
