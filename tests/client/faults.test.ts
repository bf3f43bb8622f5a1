import { gzipSync } from "node:zlib";
import { type ClusterClient, createClusterClient } from "../../client/api/clusterClient";
import type { Connection } from "../../client/connection/connection";
import { createCancellation } from "../../client/retry/operationRun";
import { connectionTo, id, internal, newConfiguration, urls, virtualTime, wire } from "./support/fixtures";
import {
  gone,
  html,
  json,
  noContent,
  raw,
  type Reaction,
  type ScriptedServer,
  scriptedServer,
  silence,
} from "./support/server";

let server: ScriptedServer;

async function client(script: Reaction[], overrides: Partial<Connection> = {}): Promise<ClusterClient> {
  server = await scriptedServer(...script);
  return createClusterClient(connectionTo(server.url, { maxRetries: 0, ...overrides }), {}, virtualTime());
}

afterEach(() => server.close());

const json200 = { "Content-Type": "application/json" };

describe("responses that aren't the API's", () => {
  test.each<[string, Reaction, object]>([
    ["a web page", html(200), { problem: "html", message: expect.not.stringContaining("gateway") as string }],
    ["a web page that calls itself JSON", raw(200, "<!doctype html>", json200), { problem: "html" }],
    ["truncated JSON", raw(200, '{"id": "0f0e', json200), { problem: "truncated" }],
    ["text", raw(200, "welcome"), { problem: "not JSON" }],
    ["nothing", raw(200, ""), { problem: "not JSON", detail: "the body is empty" }],
    ["JSON of another shape", json(200, { ok: true }), { problem: "wrong shape" }],
    [
      "a wrong type",
      json(200, { ...wire, enabled: "yes" }),
      { detail: expect.stringContaining("at enabled") as string },
    ],
    [
      "an error under a status of success",
      json(200, { error: { code: 4009, message: "x" } }),
      { problem: "wrong shape" },
    ],
    ["another configuration", json(200, { ...wire, id: "other" }), { problem: "wrong configuration" }],
    [
      "bytes that are no gzip",
      raw(200, "plain", { "Content-Encoding": "gzip" }),
      { detail: "the compressed body is damaged" },
    ],
    ["a refusal as a web page", html(404), { problem: "html", status: 404 }],
    ["a refusal as JSON of no known shape", json(400, { oops: 1 }), { problem: "wrong shape", status: 400 }],
  ])("%s", async (_what, reaction, expected) => {
    await expect((await client([reaction])).get(id)).rejects.toMatchObject({
      name: "ResponseError",
      status: 200,
      attempts: 1,
      ambiguousOutcome: false,
      configurationId: id,
      ...expected,
    });
  });

  test("rejects a list without internal as another server's", async () => {
    await expect((await client([json(200, { results: [wire] })])).list()).rejects.toMatchObject({
      name: "ResponseError",
      problem: "wrong shape",
      detail: expect.stringContaining("internal") as string,
    });
  });

  test("rejects a list with an invalid member", async () => {
    const results = [internal, { ...wire, id: undefined }];
    await expect((await client([json(200, { results })])).list()).rejects.toMatchObject({
      detail: expect.stringContaining("at results.1.id") as string,
    });
  });
});

describe("a write with an invalid response", () => {
  const done: [string, (cluster: ClusterClient) => Promise<unknown>, Reaction][] = [
    ["update", (cluster) => cluster.update(id, { urls }), json(200, wire)],
    ["delete", (cluster) => cluster.delete(id), gone],
    ["setDefault", (cluster) => cluster.setDefault(id), json(200, { ...wire, default: true })],
  ];
  const undone: typeof done = [
    ["update", (cluster) => cluster.update(id, { enabled: false }), json(200, wire)],
    ["delete", (cluster) => cluster.delete(id), json(200, wire)],
    ["setDefault", (cluster) => cluster.setDefault(id), json(200, wire)],
    ["create", (cluster) => cluster.create(newConfiguration), gone],
  ];

  test.each(done)("succeeds for %s if the change was made", async (_operation, call, found) => {
    await call(await client([html(200), found]));
    expect(server.calls()[1]).toBe(`GET /v1/scms/${id}`);
  });

  test.each(undone)(
    "reports the invalid response of %s if the change wasn't made",
    async (_operation, call, found) => {
      await expect(call(await client([html(200), found]))).rejects.toMatchObject({
        problem: "html",
        ambiguousOutcome: false,
      });
    },
  );

  test.each(undone)("reports an ambiguous outcome of %s if the read fails", async (_operation, call) => {
    await expect(call(await client([html(200), html(200)]))).rejects.toMatchObject({
      problem: "html",
      ambiguousOutcome: true,
    });
  });
});

describe("redirects", () => {
  test.each([301, 302, 303, 307, 308])("doesn't follow %d and reports only its origin", async (status) => {
    const away = await scriptedServer();
    const cluster = await client([raw(status, "", { Location: `${away.url}/path?token=abc` })]);

    await expect(cluster.create(newConfiguration)).rejects.toMatchObject({
      name: "ResponseError",
      problem: "redirect",
      status,
      detail: `it redirects to ${away.url}`,
      ambiguousOutcome: false,
      attempts: 1,
    });
    expect(away.received).toEqual([]);
    await away.close();
  });

  test("reports a redirect with an invalid address", async () => {
    await expect((await client([raw(302, "")])).list()).rejects.toMatchObject({
      detail: "it redirects to an invalid address",
    });
  });
});

describe("broken connections and timeouts", () => {
  const cutInHeaders: Reaction = (_response, _request, socket) => socket.end("HTTP/1.1 200 OK\r\nContent-Le");
  const cutInBody: Reaction = (_response, _request, socket) =>
    socket.end('HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"id":');
  const cutInChunk: Reaction = (_response, _request, socket) =>
    socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n{"id":\r\n');
  const noHttp: Reaction = (_response, _request, socket) => socket.end("SSH-2.0-OpenSSH_9.6\r\n");
  const endlessHeaders: Reaction = (_response, _request, socket) =>
    socket.end(`HTTP/1.1 200 OK\r\nX-Big: ${"x".repeat(100_000)}\r\n\r\n`);

  test.each<[string, Reaction, string]>([
    ["cut in the headers", cutInHeaders, "reset"],
    ["cut in the body", cutInBody, "reset"],
    ["cut between chunks", cutInChunk, "reset"],
    ["no HTTP at all", noHttp, "protocol"],
    ["headers without end", endlessHeaders, "protocol"],
  ])("%s", async (_what, reaction, reason) => {
    await expect((await client([reaction])).update(id, { enabled: true })).rejects.toMatchObject({
      name: "NetworkError",
      reason,
      ambiguousOutcome: true,
      attempts: 1,
    });
  });

  const drip: Reaction = (response) => {
    response.writeHead(200);
    const timer = setInterval(() => response.write(" "), 10);
    response.on("close", () => clearInterval(timer));
  };

  test.each<[string, Reaction]>([
    ["silence", silence],
    ["a slow drip", drip],
  ])("ends %s at the attempt's timeout", async (_what, reaction) => {
    const cluster = await client([reaction, reaction], { attemptTimeoutMs: 60, maxRetries: 1 });
    const startedAt = performance.now();

    await expect(cluster.get(id)).rejects.toMatchObject({
      reason: "timeout",
      detail: "no complete response within 0.06 s",
      attempts: 2,
    });
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  test("ends an attempt at the deadline", async () => {
    server = await scriptedServer(silence);
    const cluster = createClusterClient(connectionTo(server.url, { deadlineMs: 80 }));

    await expect(cluster.get(id)).rejects.toMatchObject({ reason: "timeout", attempts: 1 });
  });
});

describe("responses without an end", () => {
  const flood: Reaction = (response) => {
    response.writeHead(200, json200);
    const more = (): void => {
      while (!response.destroyed && response.write(" ".repeat(65_536)));
    };
    response.on("drain", more);
    more();
  };

  test("stops reading an endless body", async () => {
    await expect((await client([flood])).get(id)).rejects.toMatchObject({
      problem: "too large",
      detail: "the body is larger than 1048576 bytes",
    });
  });

  test("stops decompressing a gzip bomb", async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, " "));
    expect(bomb.length).toBeLessThan(100_000);
    const heapBefore = process.memoryUsage().arrayBuffers;
    const cluster = await client([raw(200, bomb, { ...json200, "Content-Encoding": "gzip" })]);

    await expect(cluster.get(id)).rejects.toMatchObject({ problem: "too large", status: 200 });
    expect(process.memoryUsage().arrayBuffers - heapBefore).toBeLessThan(16 * 1024 * 1024);
  });

  test("accepts a list that is larger than one configuration", async () => {
    const many = Array.from({ length: 10_000 }, (_, index) => ({ ...wire, id: `configuration-${index}` }));
    const found = await (await client([json(200, { results: [internal, ...many] })])).list();

    expect(found).toHaveLength(10_001);
  });

  test("rejects deeply nested JSON", async () => {
    await expect((await client([raw(200, "[".repeat(500_000), json200)])).get(id)).rejects.toMatchObject({
      problem: "truncated",
    });
  });
});

test("limits concurrent requests and sends them all", async () => {
  const pending: (() => void)[] = [];
  let most = 0;
  const together: Reaction = (response, request, socket) => {
    pending.push(() => json(200, wire)(response, request, socket));
    most = Math.max(most, pending.length);
    // Once three are there, a fourth gets its chance to come too early.
    if (pending.length === 3) setTimeout(() => pending.splice(0).forEach((respond) => respond()), 5);
  };
  const cluster = await client(Array<Reaction>(39).fill(together), { maxConcurrency: 3 });
  await Promise.all(Array.from({ length: 39 }, () => cluster.get(id)));

  expect(most).toBe(3);
  expect(server.received).toHaveLength(39);
});

test("counts the wait for a slot towards the deadline", async () => {
  server = await scriptedServer(silence);
  const connection = connectionTo(server.url, { maxConcurrency: 1, deadlineMs: 60, maxRetries: 0 });
  const cluster = createClusterClient(connection);
  const [first, second] = await Promise.allSettled([cluster.get(id), cluster.get(id)]);

  expect(first).toMatchObject({ reason: { reason: "timeout", attempts: 1 } });
  expect(second).toMatchObject({ reason: { reason: "timeout", attempts: 0 } });
});

test("sends no request that waits for a slot when the run is cancelled, and lets the active write end", async () => {
  const cancellation = createCancellation();
  server = await scriptedServer((...reaction) => {
    cancellation.cancel();
    noContent(...reaction);
  });
  const cluster = createClusterClient(connectionTo(server.url, { maxConcurrency: 1 }), {}, { cancellation });
  const [first, second] = await Promise.allSettled([cluster.delete(id), cluster.delete("another")]);

  expect(first.status).toBe("fulfilled");
  expect(second).toMatchObject({ reason: { reason: "cancelled", attempts: 0 } });
  expect(server.calls()).toEqual([`DELETE /v1/admin/scms/${id}`]);
});
