import { useEmulator } from "../support/shared";
import { call, createBody, matching, statusAndCode, URLS } from "./support";

const emulator = useEmulator();

const INTERNAL = { id: "internal", provider: "internal", enabled: true, default: true };

test("lists only internal on a fresh cluster, enabled and the default", async () => {
  const response = await call(emulator, "GET", "/v1/scms");
  expect(response).toMatchObject({ status: 200, json: { results: [INTERNAL] } });
});

test("responds to a create with 201 and the configuration, which list and get then show", async () => {
  const created = await call(emulator, "POST", "/v1/admin/scms", { body: createBody({ name: "Team" }) });
  const expected = {
    id: "bb",
    provider: "bitbucket-cloud",
    enabled: true,
    default: false,
    name: "Team",
    scm: { client_id: "consumer-key" },
    urls: URLS,
  };
  expect(created).toMatchObject({ status: 201, json: expected });
  expect((await call(emulator, "GET", "/v1/scms/bb")).json).toEqual(expected);
  expect((await call(emulator, "GET", "/v1/scms")).json).toEqual({ results: [INTERNAL, expected] });
});

test("creates under a UUID if no id is given, and disabled if requested", async () => {
  const { json } = await call(emulator, "POST", "/v1/admin/scms", {
    body: createBody({ id: undefined, enabled: false }),
  });
  expect(json).toMatchObject({
    id: matching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
    enabled: false,
  });
});

test("stores the client secret, and returns it in no response", async () => {
  const secret = "s3cr3t-of-the-consumer";
  const body = createBody({ oauth: { client_id: "k", client_secret: secret } });
  const responses = [
    await call(emulator, "POST", "/v1/admin/scms", { body }),
    await call(emulator, "PATCH", "/v1/admin/scms/bb", { body: { enabled: false } }),
    await call(emulator, "GET", "/v1/scms/bb"),
    await call(emulator, "GET", "/v1/scms"),
  ];
  expect(emulator.secretOf("bb")).toBe(secret);
  expect(responses.map(({ text }) => text).join()).not.toContain(secret);
});

test("accepts a Bitbucket Server configuration without a consumer, and shows its project key", async () => {
  const body = { id: "server", provider: "bitbucket", scm: { project_key: "ALGO" }, urls: URLS };
  const { json } = await call(emulator, "POST", "/v1/admin/scms", { body });
  expect(json).toMatchObject({ provider: "bitbucket", scm: { project_key: "ALGO" } });
});

test("changes enabled and urls with a PATCH, and nothing with an empty one", async () => {
  const { id } = emulator.seed({ clientId: "k" });
  const before = emulator.scm(id);
  expect((await call(emulator, "PATCH", `/v1/admin/scms/${id}`, { body: {} })).status).toBe(200);
  expect(emulator.scm(id)).toEqual(before);

  const urls = { ...URLS, web: "https://bitbucket.example.com" };
  const { json } = await call(emulator, "PATCH", `/v1/admin/scms/${id}`, {
    body: { enabled: false, urls },
  });
  expect(json).toMatchObject({ id, enabled: false, urls });
  expect(emulator.scm(id)).toEqual({ ...before, enabled: false, urls });
});

test("makes a configuration the default with 204, and the former one no longer", async () => {
  const { id } = emulator.seed();
  const { status, text } = await call(emulator, "POST", `/v1/admin/scms/${id}/default`);
  expect([status, text]).toEqual([204, ""]);
  expect(emulator.scms().map((scm) => [scm.id, scm.default])).toEqual([
    ["internal", false],
    [id, true],
  ]);
});

test("deletes a disabled configuration with 204", async () => {
  const { id } = emulator.seed({ enabled: false });
  const { status, text } = await call(emulator, "DELETE", `/v1/admin/scms/${id}`);
  expect([status, text]).toEqual([204, ""]);
  expect(emulator.scm(id)).toBeUndefined();
});

test("reports the OAuth status as unauthorized, and as unsupported without OAuth", async () => {
  const { id } = emulator.seed();
  const authorization = `Simple ${emulator.keys.standard}`;
  const status = await call(emulator, "GET", `/v1/scms/${id}/oauth/status`, { authorization });
  expect(status).toMatchObject({ status: 200, json: { authorization_status: "unauthorized" } });
  expect(
    statusAndCode(await call(emulator, "GET", "/v1/scms/internal/oauth/status", { authorization })),
  ).toEqual([400, 4050]);
});

test.each([
  ["GET", "/v1/scms/gone"],
  ["GET", "/v1/scms/gone/oauth/status"],
  ["PATCH", "/v1/admin/scms/gone"],
  ["DELETE", "/v1/admin/scms/gone"],
  ["POST", "/v1/admin/scms/gone/default"],
])("responds to %s %s with 4009", async (method, path) => {
  const response = await call(emulator, method, path, method === "PATCH" ? { body: { enabled: true } } : {});
  expect(statusAndCode(response)).toEqual([404, 4009]);
});

test.each([
  ["GET", "/v1"],
  ["GET", "/v1/scms/"],
  ["GET", "/v1/scm"],
  ["PUT", "/v1/admin/scms/internal"],
  ["GET", "/v1/admin/scms"],
  ["POST", "/v1/scms"],
])("responds to %s %s, which isn't a path of the cluster, with 404 and never 4009", async (method, path) => {
  expect(statusAndCode(await call(emulator, method, path))).toEqual([404, undefined]);
});
