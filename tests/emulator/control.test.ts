import { useEmulator } from "../support/shared";
import { ANY_NUMBER, ANY_STRING, call, createBody, matching, statusAndCode, URLS } from "./support";

const emulator = useEmulator();

async function control(method: string, path: string, body?: unknown, token = emulator.controlToken) {
  const response = await fetch(`${emulator.url}/emulator${path}`, {
    method,
    headers: { "x-emulator-token": token },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, json: text === "" ? undefined : (JSON.parse(text) as unknown) };
}

test.each([["/scms"], ["/keys"], ["/requests"], ["/no-such-path"]])(
  "rejects %s without the token",
  async (path) => {
    const expected = { status: 401, json: { error: matching(/X-Emulator-Token/) } };
    expect(await control("GET", path, undefined, "")).toEqual(expected);
    expect(await control("GET", path, undefined, "guess")).toEqual(expected);
    expect(await control("GET", path, undefined, emulator.apiKey)).toEqual(expected);
  },
);

test("rejects the cluster's keys, and its token isn't valid for the cluster", async () => {
  const authorization = `Simple ${emulator.controlToken}`;
  expect(statusAndCode(await call(emulator, "GET", "/v1/scms", { authorization }))).toEqual([401, 2002]);
});

test("seeds one or many configurations, as if an admin had created them", async () => {
  const one = await control("POST", "/scms", {
    id: "by-hand",
    clientId: "their-key",
    enabled: false,
    inUse: true,
  });
  expect(one).toMatchObject({
    status: 201,
    json: { id: "by-hand", clientId: "their-key", inUse: true, urls: URLS },
  });
  const many = await control("POST", "/scms", [{ name: "first" }, { provider: "github", default: true }]);
  expect(many).toMatchObject({
    status: 201,
    json: [{ name: "first" }, { provider: "github", default: true }],
  });
  expect((await control("GET", "/scms")).json).toEqual(JSON.parse(JSON.stringify(emulator.scms())));
});

test("changes and removes a configuration regardless of the rules", async () => {
  emulator.seed({ id: "bb", name: "Team", default: true });
  const { json } = await control("PATCH", "/scms/bb", { enabled: false, clientSecret: "new", name: null });
  expect(json).toMatchObject({ id: "bb", enabled: false, default: true });
  expect(emulator.scm("bb")?.name).toBeUndefined();
  expect(emulator.secretOf("bb")).toBe("new");
  expect((await control("DELETE", "/scms/bb")).status).toBe(204);
  expect(emulator.scm("bb")).toBeUndefined();
});

test("marks a configuration as in use, which the cluster's rules then consider", async () => {
  emulator.seed({ id: "bb", enabled: false });
  await control("PATCH", "/scms/bb", { inUse: true });
  expect(statusAndCode(await call(emulator, "DELETE", "/v1/admin/scms/bb"))).toEqual([400, 4043]);
});

test("sets quirks, faults and the latency", async () => {
  expect((await control("PATCH", "/quirks", { errorShape: "text" })).json).toMatchObject({
    errorShape: "text",
  });
  expect((await control("GET", "/quirks")).json).toEqual(emulator.quirks);
  const fault = { path: "/v1/scms", times: 5, action: { kind: "error", status: 503 } };
  expect((await control("POST", "/faults", fault)).status).toBe(204);
  expect(await call(emulator, "GET", "/v1/scms")).toMatchObject({
    status: 503,
    json: { error: ANY_STRING },
  });
  expect((await control("DELETE", "/faults")).status).toBe(204);
  expect((await call(emulator, "GET", "/v1/scms")).status).toBe(200);

  expect((await control("PUT", "/latency", { ms: 80 })).status).toBe(204);
  const start = performance.now();
  await call(emulator, "GET", "/v1/scms");
  expect(performance.now() - start).toBeGreaterThanOrEqual(79);
});

test("shows and clears the log of requests to the cluster, without requests to the control API", async () => {
  await call(emulator, "GET", "/v1/scms?code=secret");
  await call(emulator, "POST", "/v1/admin/scms", { body: createBody(), authorization: "Simple wrong-key" });
  const { json } = await control("GET", "/requests");
  expect(json).toEqual([
    { method: "GET", path: "/v1/scms", status: 200, at: ANY_NUMBER, connection: ANY_NUMBER },
    { method: "POST", path: "/v1/admin/scms", status: 401, at: ANY_NUMBER, connection: ANY_NUMBER },
  ]);
  expect(emulator.requests.all()).toEqual(json);
  expect((await control("DELETE", "/requests")).status).toBe(204);
  expect(emulator.requests).toHaveLength(0);
});

test("returns the keys and tokens that the cluster accepts", async () => {
  expect((await control("GET", "/keys")).json).toEqual(emulator.keys);
  const { json } = await control("POST", "/jwt", { expiresInSeconds: 60 });
  const authorization = `Bearer ${(json as { jwt: string }).jwt}`;
  expect((await call(emulator, "GET", "/v1/scms", { authorization })).status).toBe(200);
});

test("resets everything", async () => {
  emulator.seed();
  emulator.setQuirks({ errorShape: "flat" });
  emulator.injectFault({ action: { kind: "hang" } });
  emulator.setLatency(10_000);
  expect((await control("POST", "/reset")).status).toBe(204);
  expect(emulator.requests).toHaveLength(0);
  expect(await call(emulator, "GET", "/v1/scms")).toMatchObject({
    json: { results: [{ id: "internal", default: true }] },
  });
  expect(emulator.quirks.errorShape).toBe("nested");
});

test.each([
  ["POST", "/scms", { unknown: true }],
  ["POST", "/scms", [{ provider: "gitea" }]],
  ["POST", "/scms", { id: "internal" }],
  ["POST", "/scms", [{ clientId: "twice" }, { clientId: "twice" }]],
  ["PATCH", "/scms/gone", { enabled: true }],
  ["PATCH", "/quirks", { clientIdIn: "nowhere" }],
  ["POST", "/faults", { action: { kind: "explode" } }],
  ["PUT", "/latency", { ms: -1 }],
  ["PUT", "/latency", undefined],
])("rejects %s %s %j with the reason", async (method, path, body) => {
  expect(await control(method, path, body)).toEqual({
    status: 400,
    json: { error: matching(/./) },
  });
});

test("responds to an unknown path with 404", async () => {
  expect((await control("GET", "/no-such-path")).status).toBe(404);
});
