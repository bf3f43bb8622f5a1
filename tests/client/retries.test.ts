import { createClusterClient, type ClusterClient } from "../../client/api/clusterClient";
import type { Connection } from "../../client/connection/connection";
import type { ApiError } from "../../client/errors/apiError";
import type { RequestEvent, RetryEvent } from "../../client/retry/events";
import { connectionTo, id, internal, urls, virtualTime, wire } from "./support/fixtures";
import {
  apiError,
  gone,
  html,
  json,
  noContent,
  raw,
  type Reaction,
  reset,
  type ScriptedServer,
  scriptedServer,
} from "./support/server";

let server: ScriptedServer;
let time: ReturnType<typeof virtualTime>;
let retrying: RetryEvent[];
let lines: RequestEvent[];

async function client(script: Reaction[], overrides: Partial<Connection> = {}) {
  server = await scriptedServer(...script);
  time = virtualTime();
  retrying = [];
  lines = [];
  const events = {
    onRetry: (info: RetryEvent) => retrying.push(info),
    onRequest: (line: RequestEvent) => lines.push(line),
  };
  return createClusterClient(connectionTo(server.url, overrides), events, time);
}

afterEach(() => server.close());

const operations: [string, (cluster: ClusterClient) => Promise<unknown>, Reaction][] = [
  ["list", (cluster) => cluster.list(), json(200, { results: [internal] })],
  ["get", (cluster) => cluster.get(id), json(200, wire)],
  ["update", (cluster) => cluster.update(id, { urls }), json(200, wire)],
  ["delete", (cluster) => cluster.delete(id), noContent],
  ["setDefault", (cluster) => cluster.setDefault(id), noContent],
];

const passing: [string, Reaction][] = [
  ["a broken connection", reset],
  ["408", raw(408, "")],
  ["429", raw(429, "")],
  ["500 with an error of the API", apiError(500, 5001)],
  ["500 with an unknown code", apiError(500, 7777)],
  ["500 with nothing", raw(500, "")],
  ["502 with a web page", html(502)],
  ["503", raw(503, "busy")],
  ["504 with a web page", html(504)],
];

describe.each(operations)("%s", (_operation, call, success) => {
  test.each(passing)("is retried after %s", async (_what, failure) => {
    await call(await client([failure, failure, success]));

    expect(server.received).toHaveLength(3);
    expect(new Set(server.calls()).size).toBe(1);
    expect(time.waits).toEqual([250, 500]);
  });

  test("isn't retried after a 400", async () => {
    await expect(call(await client([apiError(400, 4021)]))).rejects.toMatchObject({
      status: 400,
      attempts: 1,
    });
    expect(time.waits).toEqual([]);
  });

  test("isn't retried after a definitive error code, whatever its status", async () => {
    await expect(call(await client([apiError(500, 4041)]))).rejects.toMatchObject({
      code: 4041,
      attempts: 1,
    });
  });

  test("stops after maxRetries and reports that", async () => {
    const cluster = await client(Array<Reaction>(3).fill(html(503)), { maxRetries: 2 });

    await expect(call(cluster)).rejects.toMatchObject({
      attempts: 3,
      retryStopReason: "gave up after 2 retries",
    });
    expect(server.received).toHaveLength(3);
  });
});

test("fails at the first failure if maxRetries is 0", async () => {
  await expect((await client([reset], { maxRetries: 0 })).list()).rejects.toMatchObject({
    attempts: 1,
    retryStopReason: undefined,
  });
});

test.each([
  ["seconds", "7", 7_000],
  ["a date", "Thu, 01 Jan 2026 00:00:09 GMT", 9_000],
  ["less than our own wait", "0", 250],
  ["a date in the past", "Thu, 01 Jan 1970 00:00:00 GMT", 250],
  ["a negative number", "-5", 250],
  ["no number and no date", "soon", 250],
])("waits as requested by Retry-After with %s", async (_what, value, waited) => {
  const headers = { "Retry-After": value, Date: "Thu, 01 Jan 2026 00:00:00 GMT" };
  await (await client([raw(503, "", headers), json(200, wire)])).get(id);

  expect(time.waits).toEqual([waited]);
});

test("keeps the deadline if the clock is set back", async () => {
  const calendar = jest.spyOn(Date, "now");
  try {
    let past = 0;
    calendar.mockImplementation(() => Date.UTC(2026, 0, 1) - (past += 3_600_000));
    server = await scriptedServer(...Array<Reaction>(1_000).fill(raw(503, "")));
    const connection = connectionTo(server.url, { deadlineMs: 200, maxRetries: 100 });
    const sleep = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 10));

    await expect(createClusterClient(connection, {}, { sleep, random: () => 0 }).list()).rejects.toThrow(
      /deadline/,
    );
    expect(server.received.length).toBeLessThan(50);
  } finally {
    calendar.mockRestore();
  }
});

test.each(["86400", "999999999999999999999", "Fri, 01 Jan 2100 00:00:00 GMT"])(
  "fails at once if Retry-After exceeds the deadline: %s",
  async (value) => {
    const cluster = await client([raw(429, "", { "Retry-After": value })]);

    await expect(cluster.get(id)).rejects.toMatchObject({
      status: 429,
      attempts: 1,
      message: expect.stringMatching(
        /because the server requested a wait of .*, which exceeds the deadline of 120 s/,
      ) as string,
    });
    expect(time.waits).toEqual([]);
  },
);

test("limits attempts and waits together by the deadline", async () => {
  const cluster = await client(Array<Reaction>(20).fill(raw(503, "")), {
    deadlineMs: 3_000,
    maxRetries: 100,
  });

  await expect(cluster.get(id)).rejects.toMatchObject({
    retryStopReason: "not retried because the deadline of 3.0 s leaves no time for another attempt",
    elapsedMs: 1_750,
  });
  expect(time.waits).toEqual([250, 500, 1_000]);
});

test("reports a deleted configuration after the lost response of a delete", async () => {
  const outcome: unknown = await (await client([reset, gone])).delete(id).catch((error: unknown) => error);

  expect(outcome).toMatchObject({
    code: 4009,
    attempts: 2,
    ambiguousOutcome: false,
  });
  expect((outcome as ApiError).message).not.toContain("not known");
});

test("reports an ambiguous outcome of a write whose response was lost", async () => {
  const cluster = await client([reset], { maxRetries: 0 });

  await expect(cluster.update(id, { enabled: false })).rejects.toMatchObject({
    ambiguousOutcome: true,
    message: expect.stringContaining("The cluster may have performed the operation") as string,
  });
});

test("emits an event with the reason for each wait", async () => {
  await (await client([apiError(503, 5001), html(502), json(200, wire)])).get(id);

  expect(retrying).toEqual([
    {
      operation: "get",
      configurationId: id,
      reason: "status 503, code 5001",
      attempt: 1,
      waitMs: 250,
      waitingForCluster: false,
    },
    {
      operation: "get",
      configurationId: id,
      reason: "status 502: the body is a web page",
      attempt: 2,
      waitMs: 500,
      waitingForCluster: false,
    },
  ]);
});

test("emits an event without headers and body for each request", async () => {
  await (
    await client([apiError(500, 5001, "boom", "e-1"), reset, json(200, wire)])
  ).update(id, { enabled: true });

  const common = { operation: "update", method: "PATCH", path: `/v1/admin/scms/${id}`, ms: 0 };
  expect(lines).toEqual([
    { ...common, attempt: 1, status: 500, failure: "status 500, code 5001", errorId: "e-1" },
    {
      ...common,
      attempt: 2,
      status: undefined,
      failure: expect.stringMatching(/^reset: /) as string,
      errorId: undefined,
    },
    { ...common, attempt: 3, status: 200, failure: undefined, errorId: undefined },
  ]);
});
