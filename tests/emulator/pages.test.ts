import { useEmulator } from "../support/shared";
import { call, createBody, statusAndCode, URLS } from "./support";
import { PageClient } from "./pageClient";

const emulator = useEmulator();

const ADMIN = "/admin/source-code-management";

/** The values that an admin enters (user's document). */
const FORM = {
  provider: "bitbucket-cloud",
  web: "https://bitbucket.org",
  api: "https://api.bitbucket.org",
  ssh: "ssh://git@bitbucket.org",
  consumer_key: "typed-key",
  consumer_secret: "typed-secret",
};

function made() {
  return emulator.scms().filter(({ provider }) => provider !== "internal");
}

describe("signing in", () => {
  test("sets a cookie that scripts and other sites can't read", async () => {
    const client = new PageClient(emulator);
    await client.get("/sign-in");
    const { headers } = await client.post("/sign-in", { api_key: emulator.apiKey });
    const [cookie = ""] = headers.getSetCookie();
    expect(cookie).toMatch(/^ALGO_SESSION=[\w-]{43}; /);
    expect(cookie.split("; ").slice(1).sort()).toEqual(["HttpOnly", "Path=/", "SameSite=Strict"]);
  });

  test("leads an admin to the admin page, and other users to the linked accounts", async () => {
    const { keys } = emulator;
    for (const [key, path] of [
      [keys.admin, ADMIN],
      [keys.adminWithoutManagement, "/account"],
      [keys.standard, "/account"],
    ] as const) {
      const client = new PageClient(emulator);
      await client.get("/sign-in");
      expect((await client.post("/sign-in", { api_key: key })).location).toBe(path);
      expect((await client.get("/")).location).toBe(path);
    }
  });

  test("leads back to the requested page, and never to another site", async () => {
    for (const [to, path] of [
      ["/account", "/account"],
      ["https://evil.test/", ADMIN],
      ["//evil.test", ADMIN],
    ] as const) {
      const client = new PageClient(emulator);
      await client.get("/sign-in");
      expect((await client.post("/sign-in", { api_key: emulator.apiKey, to })).location).toBe(path);
    }
  });

  test.each(["", "unknown"])("rejects the key %j", async (key) => {
    const client = new PageClient(emulator);
    await client.get("/sign-in");
    const { status, text } = await client.post("/sign-in", { api_key: key });
    expect([status, text.includes("Error 2002"), client.cookies.has("ALGO_SESSION")]).toEqual([
      401,
      true,
      false,
    ]);
  });

  test("starts a new session each time, and ends the previous session", async () => {
    const client = await PageClient.signedIn(emulator);
    const former = new PageClient(emulator);
    former.cookies.set("ALGO_SESSION", client.cookies.get("ALGO_SESSION") ?? "");
    expect((await former.get(ADMIN)).status).toBe(200);
    await client.get("/sign-in");
    await client.post("/sign-in", { api_key: emulator.apiKey });
    expect((await former.get(ADMIN)).status).toBe(303);
  });

  test("ends the session of every holder of the cookie on sign-out", async () => {
    const client = await PageClient.signedIn(emulator);
    const copy = new PageClient(emulator);
    copy.cookies.set("ALGO_SESSION", client.cookies.get("ALGO_SESSION") ?? "");
    expect((await client.post("/sign-out")).location).toBe("/sign-in");
    expect(client.cookies.has("ALGO_SESSION")).toBe(false);
    expect((await copy.get("/account")).location).toBe("/sign-in?to=%2Faccount");
  });
});

test.each([ADMIN, `${ADMIN}/new`, `${ADMIN}/internal/default`, `${ADMIN}/internal/delete`, "/account"])(
  "requires a session for %s",
  async (path) => {
    const { status, location } = await new PageClient(emulator).get(path);
    expect([status, location]).toEqual([303, `/sign-in?to=${encodeURIComponent(path)}`]);
    expect((await (await PageClient.signedIn(emulator)).get(path)).status).toBe(200);
  },
);

test("requires Management Access for the admin page", async () => {
  const { keys } = emulator;
  for (const key of [keys.standard, keys.adminWithoutManagement]) {
    const client = await PageClient.signedIn(emulator, key);
    for (const path of [ADMIN, `${ADMIN}/new`]) {
      const { status, text } = await client.get(path);
      expect([status, text.includes("Error 2001")]).toEqual([403, true]);
    }
    expect((await client.post(ADMIN, FORM)).status).toBe(403);
  }
  expect(made()).toEqual([]);
});

describe("a form", () => {
  test("creates an enabled configuration from the fields, with a generated id", async () => {
    const client = await PageClient.signedIn(emulator);
    const { status, location } = await client.post(ADMIN, FORM);
    expect([status, location]).toEqual([303, `${ADMIN}?done=created`]);
    const [scm] = made();
    expect(scm).toMatchObject({
      provider: "bitbucket-cloud",
      enabled: true,
      default: false,
      name: undefined,
      clientId: "typed-key",
      urls: URLS,
    });
    expect(emulator.secretOf(scm?.id ?? "")).toBe("typed-secret");
  });

  test("creates a configuration whichever spelling of the provider the API requires", async () => {
    emulator.setQuirks({ providerAtCreate: "bitbucket_cloud" });
    const client = await PageClient.signedIn(emulator);
    expect((await client.post(ADMIN, FORM)).status).toBe(303);
  });

  test("shows why it was rejected, marks the fields, and keeps the values except for the secret", async () => {
    const client = await PageClient.signedIn(emulator);
    const { status, text } = await client.post(ADMIN, { ...FORM, api: "", ssh: "git@bitbucket.org:team" });
    expect([status, made()]).toEqual([400, []]);
    expect(text).toContain("urls.api must not be empty; urls.ssh must be an ssh URL");
    expect(text).toContain("Error 4020");
    expect(text.match(/aria-invalid="true"/g)).toHaveLength(2);
    expect(text).toContain("typed-key");
    expect(text).not.toContain("typed-secret");
  });

  const FORGED: [string, Record<string, string>, Record<string, string>][] = [
    ["without a token", { csrf_token: "" }, {}],
    ["with another token", { csrf_token: "made-up" }, {}],
    ["from another site", {}, { origin: "https://evil.test" }],
    ["from another port of the same host", {}, { origin: "http://127.0.0.1:1" }],
    ["from a sandboxed page", {}, { origin: "null" }],
  ];
  const TARGETS: [string, Record<string, string>][] = [
    [ADMIN, FORM],
    [`${ADMIN}/internal/disable`, {}],
    [`${ADMIN}/bb/default`, {}],
    [`${ADMIN}/off/delete`, {}],
    ["/account/bb/revoke", {}],
    ["/sign-out", {}],
  ];

  test.each(FORGED)("has no effect if sent %s", async (_how, form, headers) => {
    emulator.seed({ id: "bb" });
    emulator.seed({ id: "off", enabled: false });
    const before = emulator.scms();
    const client = await PageClient.signedIn(emulator);
    for (const [path, fields] of TARGETS) {
      expect((await client.post(path, { ...fields, ...form }, headers)).status).toBe(403);
    }
    expect(emulator.scms()).toEqual(before);
    expect((await client.get(ADMIN)).status).toBe(200);
  });

  test("has no effect with another session's token", async () => {
    const attacker = await PageClient.signedIn(emulator);
    const page = await attacker.get(ADMIN);
    const token = /name="csrf_token" value="([^"]+)"/.exec(page.text)?.[1] ?? "";
    const client = await PageClient.signedIn(emulator);
    expect((await client.post(ADMIN, { ...FORM, csrf_token: token })).status).toBe(403);
    expect((await attacker.post(ADMIN, { ...FORM, csrf_token: token })).status).toBe(303);
  });

  test("can't sign in a user from another site", async () => {
    const client = new PageClient(emulator);
    await client.get("/sign-in");
    const { status } = await client.post(
      "/sign-in",
      { api_key: emulator.apiKey },
      { origin: "https://evil.test" },
    );
    expect([status, client.cookies.has("ALGO_SESSION")]).toEqual([403, false]);
  });

  test("is rejected if it has a megabyte", async () => {
    const client = await PageClient.signedIn(emulator);
    expect((await client.post(ADMIN, { ...FORM, web: "x".repeat(1_000_000) })).status).toBe(413);
  });
});

describe("a session at the API", () => {
  test("can read and administer, as the OpenAPI's CookieAuth documents", async () => {
    const client = await PageClient.signedIn(emulator);
    expect((await client.get("/v1/scms")).status).toBe(200);
    emulator.seed({ id: "bb" });
    expect((await client.post("/v1/admin/scms/bb/default")).status).toBe(204);
  });

  test("can administer only if it's an admin's, and only from the cluster's own pages", async () => {
    emulator.seed({ id: "bb" });
    const user = await PageClient.signedIn(emulator, emulator.keys.standard);
    expect((await user.post("/v1/admin/scms/bb/default")).status).toBe(403);
    const admin = await PageClient.signedIn(emulator);
    expect((await admin.post("/v1/admin/scms/bb/default", {}, { origin: "https://evil.test" })).status).toBe(
      403,
    );
    expect(emulator.scm("bb")?.default).toBe(false);
  });

  test("has no effect if the request has a key", async () => {
    const client = await PageClient.signedIn(emulator);
    expect((await client.get("/v1/scms", { authorization: "Simple unknown" })).status).toBe(401);
  });
});

describe("every page", () => {
  const PATHS = [
    "/sign-in",
    ADMIN,
    `${ADMIN}/new`,
    `${ADMIN}/bb/delete`,
    "/account",
    "/account/nothing",
    "/?code=c",
  ];

  test.each(PATHS)("runs no script, can't be framed, and isn't cached: %s", async (path) => {
    emulator.seed({ id: "bb" });
    const { headers, text } = await (await PageClient.signedIn(emulator)).get(path);
    expect(headers.get("content-security-policy")).toBe(
      "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(text).not.toMatch(/<script|<style|\sstyle=|\son\w+=/i);
  });

  test("shows markup in names, keys and URLs as text", async () => {
    const markup = `<img src=x onerror=alert(1)>"'&`;
    const body = createBody({ name: markup, oauth: { client_id: markup, client_secret: "s" } });
    expect(statusAndCode(await call(emulator, "POST", "/v1/admin/scms", { body }))).toEqual([201, undefined]);
    const client = await PageClient.signedIn(emulator);
    for (const path of [ADMIN, `${ADMIN}/bb/delete`, "/account"]) {
      const { text } = await client.get(path);
      expect(text).toContain("&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;");
      expect(text).not.toContain("<img");
    }
    const { text } = await client.post(ADMIN, { ...FORM, web: markup });
    expect(text).not.toContain("<img");
  });

  test("contains no client secret", async () => {
    emulator.seed({ id: "bb", clientSecret: "planted-secret" });
    const client = await PageClient.signedIn(emulator);
    for (const path of PATHS) expect((await client.get(path)).text).not.toContain("planted-secret");
  });
});

test("doesn't log requests for pages, and doesn't apply faults to them", async () => {
  emulator.injectFault({ action: { kind: "html" } });
  const client = await PageClient.signedIn(emulator);
  expect((await client.get(ADMIN)).status).toBe(200);
  expect(emulator.requests).toHaveLength(0);
});
