import type { HostKind } from "../support/hosts";
import { kills } from "./support/kills";
import { KilledStack } from "./support/killedStack";
import { operations } from "./support/operations";
import { requestName } from "./support/table";

/*
 * A sample of the matrix in kills.soak.ts: each kind of kill with the plugin, which starts fastest. With the dynamic-provider
 * host, the kills after which the host's part differs: a create that failed after its POST, and a surviving host.
 */

const SAMPLE: readonly [HostKind, string, string, string, number][] = [
  // Created, and not stored by Pulumi: the next run stops and names the command that continues.
  ["yaml", "create the default", "host, before", "2. POST admin/scms/ID/default", 3],
  ["dynamic", "create the default", "host, after", "2. POST admin/scms/ID/default", 3],
  ["yaml", "replace, create first", "engine and host, after", "1. POST admin/scms", 3],
  ["yaml", "replace, delete first", "engine and host, before", "5. POST admin/scms", 2],
  ["yaml", "destroy the default", "engine alone", "3. PATCH admin/scms/ID", 2],
  ["dynamic", "destroy the default", "engine alone", "3. PATCH admin/scms/ID", 2],
];

test.each(SAMPLE)(
  "%s: converges after %s, killed (%s) at its request %s, within %i runs",
  async (host, name, how, request, runs) => {
    await using stack = await KilledStack.prepare(named(operations, name), host);
    const at = Number.parseInt(request) - 1;
    expect(await stack.runsUntilDone(at, named(kills, how))).toBe(runs);
    expect(requestName(at, stack.requests[at] ?? "")).toBe(request);
  },
);

function named<T extends { readonly name: string }>(all: readonly T[], name: string): T {
  const found = all.find((candidate) => candidate.name === name);
  if (found === undefined) {
    throw new Error(`${name} doesn't exist`);
  }
  return found;
}
