import * as fc from "fast-check";

import { useEmulator } from "../support/shared";
import { call, createBody, statusAndCode, URLS } from "./support";

const emulator = useEmulator();

async function post(body: unknown) {
  return statusAndCode(await call(emulator, "POST", "/v1/admin/scms", { body }));
}

async function patch(body: unknown) {
  return statusAndCode(await call(emulator, "PATCH", "/v1/admin/scms/bb", { body }));
}

describe("a create", () => {
  test.each([
    ["no provider", { provider: undefined }],
    ["an unknown provider", { provider: "gitea" }],
    ["the other spelling", { provider: "bitbucket_cloud" }],
    ["no urls", { urls: undefined }],
    ["two of three urls", { urls: { web: URLS.web, api: URLS.api } }],
    ["an empty URL", { urls: { ...URLS, web: "" } }],
    ["a URL without scheme", { urls: { ...URLS, web: "bitbucket.org" } }],
    ["a web URL of another scheme", { urls: { ...URLS, web: "ftp://bitbucket.org" } }],
    ["an API URL that is none", { urls: { ...URLS, api: "https://" } }],
    ["an SSH URL in scp form", { urls: { ...URLS, ssh: "git@bitbucket.org" } }],
    ["an unknown URL", { urls: { ...URLS, git: "https://bitbucket.org" } }],
    ["no consumer", { oauth: undefined }],
    ["no client secret", { oauth: { client_id: "k" } }],
    ["an empty client secret", { oauth: { client_id: "k", client_secret: "" } }],
    ["an unknown property", { isDefault: true }],
    ["a read-only property", { default: true }],
    ["enabled as text", { enabled: "true" }],
    ["an empty name", { name: "" }],
    ["a null name", { name: null }],
    ["a number as name", { name: 7 }],
    ["a control character", { name: "a\u0000b" }],
    ["half a surrogate pair", { name: "\ud800" }],
    ["an id that no path can carry", { id: "a/../b" }],
    ["an id of SQL", { id: "x'; DROP TABLE scm; --" }],
    ["an empty id", { id: "" }],
    ["__proto__", JSON.parse('{"__proto__":{"provider":"internal"}}') as object],
  ])("for %s", async (_what, changes) => {
    expect(await post(createBody(changes))).toEqual([400, 4020]);
    expect(emulator.scms()).toHaveLength(1);
  });

  test.each([["text"], [7], [null], [true], [[]], [[createBody()]], [{}]])(
    "is rejected with the body %j: 4020",
    async (body) => {
      expect(await post(body)).toEqual([400, 4020]);
    },
  );
});

describe("an update", () => {
  beforeEach(() => emulator.seed({ id: "bb" }));

  test.each([
    ["two of three urls", { urls: { web: URLS.web, api: URLS.api } }],
    ["an invalid URL", { urls: { ...URLS, web: "bitbucket.org" } }],
    ["urls as null", { urls: null }],
    ["enabled as a number", { enabled: 1 }],
    ["a name, which can't change", { name: "Other" }],
    ["a consumer, which can't change", { oauth: { client_id: "k", client_secret: "s" } }],
    ["the default mark, which has a call of its own", { default: true }],
    ["a list", []],
  ])("for %s", async (_what, body) => {
    const before = emulator.scms();
    expect(await patch(body)).toEqual([400, 4021]);
    expect(emulator.scms()).toEqual(before);
  });
});

test.each([
  ["nothing", ""],
  ["half a document", '{"provider":'],
  ["a comma too many", "{},"],
  ["bad UTF-8", new Uint8Array([0x22, 0xff, 0xfe, 0x22])],
  ["form data", "provider=bitbucket-cloud"],
])("rejects %s as malformed JSON: 2013", async (_what, raw) => {
  emulator.seed({ id: "bb" });
  expect(statusAndCode(await call(emulator, "POST", "/v1/admin/scms", { raw }))).toEqual([400, 2013]);
  expect(statusAndCode(await call(emulator, "PATCH", "/v1/admin/scms/bb", { raw }))).toEqual([400, 2013]);
});

test("rejects JSON that is nested thirty thousand levels deep", async () => {
  const raw = "[".repeat(30_000) + "]".repeat(30_000);
  expect(statusAndCode(await call(emulator, "POST", "/v1/admin/scms", { raw }))).toEqual([400, 4020]);
});

test("reports the invalid property in an error, and repeats no value of the request", async () => {
  const body = createBody({
    oauth: { client_id: "k", client_secret: "plain-secret", extra: "plain-secret" },
    urls: {},
  });
  const { text } = await call(emulator, "POST", "/v1/admin/scms", { body });
  expect(text).toContain("urls.web");
  expect(text).not.toContain("plain-secret");
});

test("stores and returns markup in a name unchanged", async () => {
  const name = `<script>alert("1")</script> & 'co'`;
  expect(await post(createBody({ name }))).toEqual([201, undefined]);
  expect((await call(emulator, "GET", "/v1/scms/bb")).json).toMatchObject({ name });
});

test("never fails with a status of 500 for any JSON", async () => {
  const value = fc.oneof(
    fc.json().map((text) => JSON.parse(text) as unknown),
    fc.string(),
    fc.boolean(),
  );
  const nearlyRight = fc
    .record(
      { id: value, provider: value, enabled: value, name: value, oauth: value, urls: value },
      { requiredKeys: [] },
    )
    .map(createBody);
  await fc.assert(
    fc.asyncProperty(fc.oneof(value, nearlyRight), async (body) => {
      for (const [status] of [await post(body), await patch(body)])
        expect([201, 400, 404, 409]).toContain(status);
    }),
    { numRuns: 150 },
  );
});
