import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { createReadingClient } from "../../client/api/readingClient";
import { createClusterClient } from "../../client/api/clusterClient";
import type { Connection } from "../../client/connection/connection";
import type { RetryEvent } from "../../client/retry/events";
import { connectionTo, id, newConfiguration, virtualTime, wire } from "./support/fixtures";
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

const post = "POST /v1/admin/scms";
const ask = `GET /v1/scms/${id}`;
const made = json(201, wire);

let server: ScriptedServer;
let retrying: RetryEvent[];

async function create(script: Reaction[], overrides: Partial<Connection> = {}) {
  server = await scriptedServer(...script);
  retrying = [];
  const events = { onRetry: (info: RetryEvent) => retrying.push(info) };
  const cluster = createClusterClient(connectionTo(server.url, overrides), events, virtualTime());
  return cluster.create(newConfiguration);
}

afterEach(() => server.close());

const unclear: [string, Reaction][] = [
  ["a broken connection", reset],
  ["408", raw(408, "")],
  ["500", apiError(500, 5001)],
  ["502 with a web page", html(502)],
  ["504", raw(504, "")],
];

describe.each(unclear)("after %s", (_what, failure) => {
  test("retries a create if a read shows that it didn't succeed", async () => {
    await expect(create([failure, gone, made])).resolves.toMatchObject({ id });
    expect(server.calls()).toEqual([post, ask, post]);
  });

  test("doesn't retry a create if a read shows that it succeeded", async () => {
    await expect(create([failure, json(200, wire)])).resolves.toMatchObject({ id, clientId: "consumer-key" });
    expect(server.calls()).toEqual([post, ask]);
  });

  test("fails a create if a read shows another configuration under its id", async () => {
    const others = { ...wire, scm: { client_id: "another-key" } };
    await expect(create([failure, json(200, others)])).rejects.toMatchObject({
      name: "ApiError",
      code: 4044,
      ambiguousOutcome: false,
      attempts: 2,
    });
  });
});

test("treats a conflict of a retry as the previous attempt's result if its id exists", async () => {
  await expect(create([reset, gone, apiError(409, 4044), json(200, wire)])).resolves.toMatchObject({ id });
  expect(server.calls()).toEqual([post, ask, post, ask]);
});

test("reports a conflict of a retry if its id doesn't exist", async () => {
  await expect(create([reset, gone, apiError(409, 4044), gone])).rejects.toMatchObject({ code: 4044 });
});

test("reports a conflict of the first attempt", async () => {
  await expect(create([apiError(409, 4044)])).rejects.toMatchObject({ code: 4044 });
  expect(server.calls()).toEqual([post]);
});

test("retries a create after 429 without a read", async () => {
  await create([raw(429, ""), made]);
  expect(server.calls()).toEqual([post, post]);
});

test("retries the read", async () => {
  await create([reset, html(503), reset, gone, made]);
  expect(server.calls()).toEqual([post, ask, ask, ask, post]);
});

test("reports the create's error with an ambiguous outcome if the read is rejected", async () => {
  await expect(create([apiError(500, 5001, "boom"), apiError(403, 2001)])).rejects.toMatchObject({
    code: 5001,
    ambiguousOutcome: true,
    attempts: 2,
  });
});

test("doesn't trust a 404 without its code", async () => {
  await expect(create([reset, html(404)])).rejects.toMatchObject({
    name: "NetworkError",
    ambiguousOutcome: true,
  });
});

test("reads once more after the last retry", async () => {
  await expect(create([reset, json(200, wire)], { maxRetries: 0 })).resolves.toMatchObject({ id });
  expect(server.calls()).toEqual([post, ask]);
  await server.close();
  await expect(create([reset, gone], { maxRetries: 0 })).rejects.toMatchObject({
    name: "NetworkError",
    ambiguousOutcome: false,
  });
  expect(server.calls()).toEqual([post, ask]);
});

test("reads the configuration after an invalid success response", async () => {
  await expect(
    create([raw(201, '{"id": "0f0e', { "Content-Type": "application/json" }), json(200, wire)]),
  ).resolves.toMatchObject({
    id,
    clientId: "consumer-key",
  });
  expect(server.calls()).toEqual([post, ask]);
});

test("reports a conflict if another configuration has the id after an invalid success response", async () => {
  const others = { ...wire, scm: { client_id: "another-key" } };
  await expect(create([raw(200, "<html>"), json(200, others)])).rejects.toMatchObject({
    name: "ApiError",
    code: 4044,
  });
  expect(server.calls()).toEqual([post, ask]);
});

test("names the other configuration if the response contains another one", async () => {
  await expect(create([json(201, { ...wire, id: "another" }), gone])).rejects.toMatchObject({
    name: "ResponseError",
    problem: "wrong configuration",
    detail: "the response contains another configuration, another",
    ambiguousOutcome: false,
  });
});

describe("the provider's spelling", () => {
  const sent = () => server.received.map(({ body }) => (JSON.parse(body) as { provider: string }).provider);

  test("is changed if the cluster rejects the payload, and then used for that cluster", async () => {
    server = await scriptedServer(apiError(400, 4020), made, made);
    const client = createClusterClient(connectionTo(server.url));
    await client.create(newConfiguration);
    await client.create(newConfiguration);

    expect(sent()).toEqual(["bitbucket-cloud", "bitbucket_cloud", "bitbucket_cloud"]);
  });

  test("isn't kept if both are rejected, and the first error is reported", async () => {
    server = await scriptedServer(apiError(400, 4020, "urls"), apiError(400, 4020, "provider"), made);
    const client = createClusterClient(connectionTo(server.url));
    await expect(client.create(newConfiguration)).rejects.toMatchObject({ serverMessage: "urls" });
    await client.create(newConfiguration);

    expect(sent()).toEqual(["bitbucket-cloud", "bitbucket_cloud", "bitbucket-cloud"]);
  });
});

describe("a cluster that is still starting", () => {
  test("is waited for without counting retries, with an event for each wait", async () => {
    const notReady = [html(503), gone, html(502), gone, raw(504, ""), gone];
    await create([...notReady, made], { readyTimeoutMs: 60_000, maxRetries: 0 });

    expect(server.calls()).toEqual([post, ask, post, ask, post, ask, post]);
    expect(retrying.map(({ waitingForCluster }) => waitingForCluster)).toEqual([true, true, true]);
  });

  test("is waited for by the read before a create under the user's own id", async () => {
    server = await scriptedServer(html(503), raw(504, ""), gone);
    const connection = connectionTo(server.url, { readyTimeoutMs: 60_000, maxRetries: 0 });
    const cluster = createReadingClient(createClusterClient(connection, {}, virtualTime()));
    expect(await cluster.getIfExists(id, { waitsForCluster: true })).toBeUndefined();
    expect(server.calls()).toEqual([ask, ask, ask]);
  });

  test("is waited for while it refuses connections", async () => {
    const port = await freePort();
    server = await scriptedServer();
    const cluster = createClusterClient(
      connectionTo(`http://127.0.0.1:${port}`, { readyTimeoutMs: 30_000, maxRetries: 0 }),
      {},
      virtualTime(),
    );

    await expect(cluster.create(newConfiguration)).rejects.toMatchObject({
      name: "NetworkError",
      reason: "refused",
    });
  });

  test("is waited for until the ready timeout", async () => {
    await expect(
      create(Array<Reaction>(40).fill(html(503)), { readyTimeoutMs: 20_000, maxRetries: 0 }),
    ).rejects.toMatchObject({ status: 503, elapsedMs: 21_250 });
  });

  test("is not waited for by other operations", async () => {
    server = await scriptedServer(html(503));
    const cluster = createClusterClient(
      connectionTo(server.url, { readyTimeoutMs: 60_000, maxRetries: 0 }),
      {},
      virtualTime(),
    );

    await expect(cluster.delete(id)).rejects.toMatchObject({ status: 503, attempts: 1 });
  });
});

test("reads the configuration after a success response without a body", async () => {
  await expect(create([noContent, json(200, wire)])).resolves.toMatchObject({ id });
});

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
