import { tokenRequest } from "./bitbucketSupport";
import { useEmulator } from "../support/shared";
import { call, matching } from "./support";

const emulator = useEmulator();

async function control(method: string, path: string, body?: unknown) {
  const response = await fetch(`${emulator.url}/emulator${path}`, {
    method,
    headers: { "x-emulator-token": emulator.controlToken },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await response.text();
  return {
    status: response.status,
    json: text === "" ? undefined : (JSON.parse(text) as Record<string, unknown>),
  };
}

function credentials(pair: { key: string; secret: string }) {
  return tokenRequest(emulator.bitbucket, pair, { grant_type: "client_credentials" });
}

test("adds consumers like a workspace's admin, and lists them without their secrets", async () => {
  const { status, json } = await control("POST", "/bitbucket/consumers");
  expect([status, json]).toMatchObject([400, { error: matching(/./) }]);

  const made = await control("POST", "/bitbucket/consumers", {});
  const consumer = {
    name: "Algorithmia",
    key: matching(/^[0-9a-f]{32}$/),
    permissions: ["account", "repository:write", "repository:admin", "repository:delete", "webhook"],
    callbackUrl: emulator.url,
    isPrivate: false,
  };
  expect(made).toEqual({ status: 201, json: { ...consumer, secret: matching(/^[0-9a-f]{76}$/) } });
  expect((await control("GET", "/bitbucket/consumers")).json).toEqual([consumer]);
});

test("edits and deletes a consumer", async () => {
  const pair = { key: "key", secret: "secret" };
  await control("POST", "/bitbucket/consumers", { ...pair, isPrivate: true, callbackUrl: null });
  expect((await credentials(pair)).json["error_description"]).toContain("No callback uri");
  const edited = await control("PATCH", "/bitbucket/consumers/key", { callbackUrl: "https://cluster.test" });
  expect(edited.json).toMatchObject({ callbackUrl: "https://cluster.test", isPrivate: true });
  expect((await credentials(pair)).status).toBe(200);
  expect((await control("DELETE", "/bitbucket/consumers/key")).status).toBe(204);
  expect((await credentials(pair)).json["error"]).toBe("unauthorized_client");
});

test("adds accounts, and users with keys", async () => {
  expect(await control("POST", "/bitbucket/accounts", { username: "ada" })).toEqual({
    status: 201,
    json: { username: "ada", displayName: "ada", workspaces: ["ada"] },
  });
  const { json } = await control("POST", "/users", { name: "user-1" });
  const authorization = `Simple ${String(json?.["apiKey"])}`;
  expect((await call(emulator, "GET", "/v1/scms", { authorization })).status).toBe(200);
  expect((await call(emulator, "DELETE", "/v1/admin/scms/internal", { authorization })).status).toBe(403);
  expect((await control("GET", "/links")).json).toEqual([]);
});

test("sets Bitbucket's quirks, faults and latency, and shows its requests", async () => {
  const { bitbucket } = emulator;
  const consumer = bitbucket.addConsumer({ isPrivate: true });
  const quirks = await control("PATCH", "/bitbucket/quirks", { generation: "before-may-2026" });
  expect(quirks.json).toEqual({ ...bitbucket.quirks, generation: "before-may-2026" });
  expect((await control("GET", "/bitbucket/quirks")).json).toEqual(bitbucket.quirks);

  await control("POST", "/bitbucket/faults", { times: 9, action: { kind: "error", status: 503 } });
  expect((await credentials(consumer)).status).toBe(503);
  expect((await call(emulator, "GET", "/v1/scms")).status).toBe(200);
  await control("DELETE", "/bitbucket/faults");
  await control("PUT", "/bitbucket/latency", { ms: 50 });
  const start = performance.now();
  expect(Object.keys((await credentials(consumer)).json)).toContain("scopes");
  expect(performance.now() - start).toBeGreaterThanOrEqual(49);

  const path = "/site/oauth2/access_token";
  expect((await control("GET", "/bitbucket/requests")).json).toMatchObject([
    { path, status: 503 },
    { path, status: 200 },
  ]);
  await control("DELETE", "/bitbucket/requests");
  expect(bitbucket.requests).toHaveLength(0);
});

test("resets Bitbucket, sessions and users too", async () => {
  const { bitbucket } = emulator;
  const { apiKey } = emulator.addUser("user-1");
  bitbucket.addConsumer();
  bitbucket.setQuirks({ tellsPermissions: false });
  bitbucket.injectFault({ action: { kind: "hang" } });
  await control("POST", "/reset");
  expect([bitbucket.consumers(), bitbucket.quirks.tellsPermissions]).toEqual([[], true]);
  expect((await fetch(`${bitbucket.url}/2.0/user`)).status).toBe(401);
  const authorization = `Simple ${apiKey}`;
  expect((await call(emulator, "GET", "/v1/scms", { authorization })).status).toBe(401);
});

test.each([
  ["POST", "/bitbucket/consumers", { key: "a:b" }],
  ["POST", "/bitbucket/consumers", { permissions: ["everything"] }],
  ["POST", "/bitbucket/consumers", { callbackUrl: "cluster.example.com" }],
  ["PATCH", "/bitbucket/consumers/gone", {}],
  ["DELETE", "/bitbucket/consumers/gone", undefined],
  ["PATCH", "/bitbucket/quirks", { generation: "2027" }],
  ["POST", "/users", { name: "developer" }],
  ["POST", "/users", {}],
])("rejects %s %s %j with the reason", async (method, path, body) => {
  expect(await control(method, path, body)).toEqual({ status: 400, json: { error: matching(/./) } });
});
