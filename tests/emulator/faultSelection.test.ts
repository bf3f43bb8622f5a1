import type { Fault, FaultAction } from "../../emulator/src";
import { useEmulator } from "../support/shared";
import { call } from "./support";

const emulator = useEmulator();

const ERROR: FaultAction = { kind: "error", status: 503 };

function inject(action: FaultAction, fault: Partial<Fault> = {}): void {
  emulator.injectFault({ ...fault, action });
}

async function statuses(count: number): Promise<number[]> {
  const seen: number[] = [];
  for (let index = 0; index < count; index += 1) seen.push((await call(emulator, "GET", "/v1/scms")).status);
  return seen;
}

test("applies a fault to one request by default", async () => {
  inject(ERROR);
  expect(await statuses(2)).toEqual([503, 200]);
});

test("applies a fault to `times` requests after `skip` others", async () => {
  inject(ERROR, { times: 2, skip: 1 });
  expect(await statuses(4)).toEqual([200, 503, 503, 200]);
});

test("applies a fault to requests of its method only", async () => {
  inject(ERROR, { method: "DELETE" });
  expect(await statuses(1)).toEqual([200]);
  expect((await call(emulator, "DELETE", "/v1/admin/scms/bb")).status).toBe(503);
});

test.each([
  ["/v1/scms", ["/v1/scms"]],
  ["/v1/scms/*", ["/v1/scms/a"]],
  ["/v1/**", ["/v1/scms", "/v1/scms/a", "/v1/scms/a/oauth/status"]],
  ["/v1/*/*/oauth/status", ["/v1/scms/a/oauth/status"]],
  ["/v1/scm.", []],
])("applies a fault to requests of its path pattern %s only", async (path, struck) => {
  inject(ERROR, { path, times: 10 });
  const paths = ["/v1/scms", "/v1/scms/a", "/v1/scms/a/oauth/status"];
  const responses = await Promise.all(paths.map((asked) => call(emulator, "GET", asked)));
  expect(paths.filter((_, index) => responses[index]?.status === 503)).toEqual(struck);
});

test("applies the earliest of several matching faults, one per request", async () => {
  inject({ kind: "error", status: 500 });
  inject({ kind: "error", status: 429 });
  expect(await statuses(3)).toEqual([500, 429, 200]);
});

test("applies no cleared fault", async () => {
  inject(ERROR, { times: 10 });
  emulator.clearFaults();
  expect(await statuses(1)).toEqual([200]);
});

test("rejects what isn't a fault", () => {
  expect(() => inject({ kind: "explode" } as unknown as FaultAction)).toThrow("kind");
  expect(() => inject(ERROR, { times: 0 })).toThrow("times");
});
