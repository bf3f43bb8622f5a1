import { useEmulator } from "../support/shared";
import { call, createBody, matching, refusal, URLS } from "./support";

const emulator = useEmulator();

const INTERNAL = { id: "internal", provider: "internal", enabled: true, default: true };

test("a fresh cluster lists internal alone, enabled and the default", async () => {
  const answer = await call(emulator, "GET", "/v1/scms");
  expect(answer).toMatchObject({ status: 200, json: { results: [INTERNAL] } });
});

test("a create answers 201 with the configuration, which list and get then show too", async () => {
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

test("a create without an id gets a UUID, and is disabled if it asks so", async () => {
  const { json } = await call(emulator, "POST", "/v1/admin/scms", {
    body: createBody({ id: undefined, enabled: false }),
  });
  expect(json).toMatchObject({
    id: matching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
    enabled: false,
  });
});

test("the client secret is stored, and no answer holds it", async () => {
  const secret = "s3cr3t-of-the-consumer";
  const body = createBody({ oauth: { client_id: "k", client_secret: secret } });
  const answers = [
    await call(emulator, "POST", "/v1/admin/scms", { body }),
    await call(emulator, "PATCH", "/v1/admin/scms/bb", { body: { enabled: false } }),
    await call(emulator, "GET", "/v1/scms/bb"),
    await call(emulator, "GET", "/v1/scms"),
  ];
  expect(emulator.secretOf("bb")).toBe(secret);
  expect(answers.map(({ text }) => text).join()).not.toContain(secret);
});

test("a Bitbucket Server configuration needs no consumer and shows its project key", async () => {
  const body = { id: "server", provider: "bitbucket", scm: { project_key: "ALGO" }, urls: URLS };
  const { json } = await call(emulator, "POST", "/v1/admin/scms", { body });
  expect(json).toMatchObject({ provider: "bitbucket", scm: { project_key: "ALGO" } });
});

test("a PATCH changes enabled and urls, and an empty one nothing", async () => {
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

test("making one the default answers 204 and takes the mark from the former", async () => {
  const { id } = emulator.seed();
  const { status, text } = await call(emulator, "POST", `/v1/admin/scms/${id}/default`);
  expect([status, text]).toEqual([204, ""]);
  expect(emulator.scms().map((scm) => [scm.id, scm.default])).toEqual([
    ["internal", false],
    [id, true],
  ]);
});

test("a delete of a disabled one answers 204, after which it is gone", async () => {
  const { id } = emulator.seed({ enabled: false });
  const { status, text } = await call(emulator, "DELETE", `/v1/admin/scms/${id}`);
  expect([status, text]).toEqual([204, ""]);
  expect(emulator.scm(id)).toBeUndefined();
});

test("the OAuth status is unauthorized, and unsupported where there is no OAuth", async () => {
  const { id } = emulator.seed();
  const authorization = `Simple ${emulator.keys.standard}`;
  const status = await call(emulator, "GET", `/v1/scms/${id}/oauth/status`, { authorization });
  expect(status).toMatchObject({ status: 200, json: { authorization_status: "unauthorized" } });
  expect(refusal(await call(emulator, "GET", "/v1/scms/internal/oauth/status", { authorization }))).toEqual([
    400, 4050,
  ]);
});

test.each([
  ["GET", "/v1/scms/gone"],
  ["GET", "/v1/scms/gone/oauth/status"],
  ["PATCH", "/v1/admin/scms/gone"],
  ["DELETE", "/v1/admin/scms/gone"],
  ["POST", "/v1/admin/scms/gone/default"],
])("%s %s says 4009", async (method, path) => {
  const answer = await call(emulator, method, path, method === "PATCH" ? { body: { enabled: true } } : {});
  expect(refusal(answer)).toEqual([404, 4009]);
});

test.each([
  ["GET", "/v1"],
  ["GET", "/v1/scms/"],
  ["GET", "/v1/scm"],
  ["PUT", "/v1/admin/scms/internal"],
  ["GET", "/v1/admin/scms"],
  ["POST", "/v1/scms"],
])("%s %s is no path of the cluster: 404, but never 4009", async (method, path) => {
  expect(refusal(await call(emulator, method, path))).toEqual([404, undefined]);
});
