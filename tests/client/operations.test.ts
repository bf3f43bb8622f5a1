import { createClusterClient } from "../../client/api/clusterClient";
import { version } from "../../package.json";
import {
  apiKey,
  clientSecret,
  connectionTo,
  id,
  internal,
  newConfiguration,
  urls,
  wire,
} from "./support/fixtures";
import { json, noContent, type Reaction, type ScriptedServer, scriptedServer } from "./support/server";

let server: ScriptedServer;

async function client(...script: Reaction[]) {
  server = await scriptedServer(...script);
  return createClusterClient(connectionTo(server.url));
}

afterEach(() => server.close());

const configuration = {
  id,
  provider: "bitbucket-cloud",
  enabled: true,
  name: "Our Bitbucket",
  isDefault: false,
  urls,
  clientId: "consumer-key",
};

test("lists all configurations and reads each", async () => {
  const found = await (await client(json(200, { results: [internal, wire] }))).list();

  expect(server.calls()).toEqual(["GET /v1/scms"]);
  expect(found).toEqual([
    { id: "internal", provider: "internal", enabled: true, isDefault: true },
    configuration,
  ]);
});

test("gets one configuration by id", async () => {
  expect(await (await client(json(200, wire))).get(id)).toEqual(configuration);
  expect(server.calls()).toEqual([`GET /v1/scms/${id}`]);
});

test("sends exactly the OpenAPI's body in a create", async () => {
  expect(await (await client(json(201, wire))).create(newConfiguration)).toEqual(configuration);

  expect(server.calls()).toEqual(["POST /v1/admin/scms"]);
  expect(JSON.parse(server.received[0]?.body ?? "")).toEqual({
    id,
    provider: "bitbucket-cloud",
    enabled: true,
    name: "Our Bitbucket",
    urls,
    oauth: { client_id: "consumer-key", client_secret: clientSecret },
  });
});

test("omits an unset name in a create", async () => {
  const { id: newId, enabled, clientId } = newConfiguration;
  await (await client(json(201, wire))).create({ id: newId, enabled, urls, clientId, clientSecret });

  expect(JSON.parse(server.received[0]?.body ?? "")).not.toHaveProperty("name");
});

test.each([
  ["enabled alone", { enabled: false }],
  ["urls alone", { urls }],
  ["both", { enabled: true, urls }],
])("sends only the changed properties in an update: %s", async (_what, change) => {
  await (await client(json(200, wire))).update(id, change);

  expect(server.calls()).toEqual([`PATCH /v1/admin/scms/${id}`]);
  expect(JSON.parse(server.received[0]?.body ?? "")).toEqual(change);
});

test("sends no body in delete and setDefault, and accepts 204", async () => {
  const cluster = await client(noContent, noContent);
  await cluster.setDefault(id);
  await cluster.delete(id);

  expect(server.calls()).toEqual([`POST /v1/admin/scms/${id}/default`, `DELETE /v1/admin/scms/${id}`]);
  expect(server.received.map(({ body, headers }) => [body, headers["content-type"]])).toEqual([
    ["", undefined],
    ["", undefined],
  ]);
});

test("sends credential, Accept and User-Agent with every request", async () => {
  const cluster = await client(json(200, wire), json(200, wire));
  await cluster.get(id);
  await cluster.update(id, { enabled: true });

  for (const { headers } of server.received) {
    expect(headers).toMatchObject({
      authorization: `Simple ${apiKey}`,
      accept: "application/json",
      "user-agent": `pulumi-algorithmia/${version}`,
    });
  }
  expect(server.received[1]?.headers["content-type"]).toBe("application/json");
});

test("sends a token as Bearer", async () => {
  server = await scriptedServer(json(200, wire));
  const credential = { scheme: "Bearer", token: "a.b.c" } as const;
  await createClusterClient(connectionTo(server.url, { credential })).get(id);

  expect(server.received[0]?.headers.authorization).toBe("Bearer a.b.c");
});

test("sends requests to the configured address and names the cluster's identity in errors", async () => {
  server = await scriptedServer(json(404, { error: { code: 4009, message: "no" } }));
  const connection = connectionTo(server.url, { apiUrl: "https://cluster.example" });

  await expect(createClusterClient(connection).get(id)).rejects.toMatchObject({
    apiUrl: "https://cluster.example",
    message: expect.stringContaining(
      `Reading the SCM configuration ${id} on https://cluster.example failed`,
    ) as string,
  });
});

test("encodes an id as one path segment", async () => {
  const odd = "a/b?c#d %e";
  await (await client(json(200, { ...wire, id: odd }))).get(odd);

  expect(server.calls()).toEqual(["GET /v1/scms/a%2Fb%3Fc%23d%20%25e"]);
});

test.each(["", ".", ".."])("sends nothing for an id that would address another resource: %j", async (odd) => {
  const cluster = await client();

  await expect(cluster.delete(odd)).rejects.toThrow(RangeError);
  expect(server.received).toEqual([]);
});

test("reuses connections", async () => {
  const sockets = new Set<unknown>();
  const noted: Reaction = (response, _request, socket) => {
    sockets.add(socket);
    json(200, wire)(response, _request, socket);
  };
  const cluster = await client(noted, noted, noted);
  for (let count = 0; count < 3; count++) await cluster.get(id);

  expect(sockets.size).toBe(1);
});
