import { unusedPort } from "../support/localServer";

import type { Consumer, Scm } from "../../emulator/src";
import { consent, queryOf } from "./bitbucketSupport";
import type { Emulator } from "../../emulator/src";
import { useEmulator } from "../support/shared";
import { call, matching, statusAndCode } from "./support";
import { type Page, PageClient } from "./pageClient";

const emulator = useEmulator();

let consumer: Consumer;
let scm: Scm;

beforeEach(() => {
  const { bitbucket } = emulator;
  bitbucket.addAccount({ username: "ada", workspaces: ["ada", "engines"] });
  consumer = bitbucket.addConsumer();
  scm = seeded();
});

function seeded(secret = consumer.secret, change: Parameters<Emulator["seed"]>[0] = {}): Scm {
  const { bitbucket } = emulator;
  return emulator.seed({ clientId: consumer.key, clientSecret: secret, urls: bitbucket.urls, ...change });
}

const oauth = (action: string, id = scm.id) => `/v1/scms/${id}/oauth/${action}`;

/** Starts a link, agrees, and returns the query of the cluster's callback. */
async function agreed(client: PageClient, account: string | null = "ada") {
  const { status, location } = await client.get(oauth("start"));
  if (status !== 303 || location === null) throw new Error(`start returned ${status}`);
  return queryOf((await consent(location, account)).location);
}

function finish(client: PageClient, query: Record<string, string>, id = scm.id): Promise<Page> {
  return client.get(`${oauth("finish", id)}?${new URLSearchParams(query).toString()}`);
}

/** Status and code of an error. */
function errorOn({ status, text }: Page): [number, number | undefined] {
  return [status, (JSON.parse(text) as { error: { code?: number } }).error.code];
}

async function statusFor(apiKey: string, id = scm.id): Promise<unknown> {
  return (await call(emulator, "GET", oauth("status", id), { authorization: `Simple ${apiKey}` })).json;
}

test("links an account from start to finish, and then reports authorized with the account's name", async () => {
  const { apiKey } = emulator.addUser("user-1");
  const client = await PageClient.signedIn(emulator, apiKey);
  expect(await statusFor(apiKey)).toEqual({ authorization_status: "unauthorized" });

  const { status, location } = await client.get(oauth("start"));
  expect(status).toBe(303);
  expect(location).toMatch(new RegExp(`^${emulator.bitbucket.url}/site/oauth2/authorize\\?`));
  expect(queryOf(location ?? "")).toEqual({
    client_id: consumer.key,
    response_type: "code",
    state: matching(/^\S{40,}$/),
  });

  const returned = await consent(location ?? "", "ada");
  expect(new URL(returned.location).origin).toBe(emulator.url);
  const finished = await finish(client, queryOf(returned.location));
  expect([finished.status, finished.text]).toEqual([200, ""]);

  expect(await statusFor(apiKey)).toEqual({
    authorization_status: "authorized",
    scm_username: "ada",
    scm_organizations: [],
  });
  expect(emulator.links()).toEqual([{ scmId: scm.id, user: "user-1", username: "ada", organizations: [] }]);
});

test("reports workspaces if Bitbucket still lists them", async () => {
  emulator.bitbucket.setQuirks({ generation: "before-may-2026" });
  const client = await PageClient.signedIn(emulator);
  await finish(client, await agreed(client));
  expect(await statusFor(emulator.apiKey)).toEqual({
    authorization_status: "authorized",
    scm_username: "ada",
    scm_organizations: [{ scm_org_username: "ada" }, { scm_org_username: "engines" }],
  });
});

test("shows a link only to its user", async () => {
  const client = await PageClient.signedIn(emulator, emulator.addUser("user-1").apiKey);
  await finish(client, await agreed(client));
  expect(await statusFor(emulator.keys.standard)).toEqual({ authorization_status: "unauthorized" });
});

describe("authentication", () => {
  test.each(["start", "finish?code=c&state=s"])("requires a session for %s", async (action) => {
    const { keys } = emulator;
    const authorizations = [
      null,
      `Simple ${keys.admin}`,
      `Simple ${keys.standard}`,
      `Bearer ${emulator.mintJwt()}`,
    ];
    for (const authorization of authorizations) {
      expect(statusAndCode(await call(emulator, "GET", oauth(action), { authorization }))).toEqual([
        401, 2002,
      ]);
    }
    const stranger = new PageClient(emulator);
    stranger.cookies.set("ALGO_SESSION", "made-up");
    expect(errorOn(await stranger.get(oauth(action)))).toEqual([401, 2002]);
    const { status } = await (await PageClient.signedIn(emulator)).get(oauth(action));
    expect(status).not.toBe(401);
  });

  test("requires a session or a key for status and revoke", async () => {
    const client = await PageClient.signedIn(emulator);
    const authorization = `Simple ${emulator.keys.standard}`;
    expect((await client.get(oauth("status"))).status).toBe(200);
    expect((await call(emulator, "GET", oauth("status"), { authorization })).status).toBe(200);
    expect((await client.post(oauth("revoke"))).status).toBe(204);
    expect((await call(emulator, "POST", oauth("revoke"), { authorization })).status).toBe(204);
    for (const [method, action] of [
      ["GET", "status"],
      ["POST", "revoke"],
    ] as const) {
      expect(statusAndCode(await call(emulator, method, oauth(action), { authorization: null }))).toEqual([
        401, 2002,
      ]);
    }
  });

  test("rejects a revoke with a session from another site's page", async () => {
    const client = await PageClient.signedIn(emulator);
    await finish(client, await agreed(client));
    for (const origin of ["https://evil.test", emulator.bitbucket.url, "null"]) {
      expect(errorOn(await client.post(oauth("revoke"), {}, { origin }))).toEqual([403, 2001]);
    }
    expect(emulator.links()).toHaveLength(1);
  });
});

describe("state", () => {
  const INVALID = [400, 2015];

  test("is valid once", async () => {
    const client = await PageClient.signedIn(emulator);
    const query = await agreed(client);
    expect((await finish(client, query)).status).toBe(200);
    expect(errorOn(await finish(client, query))).toEqual(INVALID);
  });

  test("is valid only in the session that it was created for, and another session doesn't invalidate it", async () => {
    const victim = await PageClient.signedIn(emulator, emulator.addUser("victim").apiKey);
    const attacker = await PageClient.signedIn(emulator, emulator.addUser("attacker").apiKey);
    const query = await agreed(attacker);
    expect(errorOn(await finish(victim, query))).toEqual(INVALID);
    expect(emulator.links()).toEqual([]);
    expect((await finish(attacker, query)).status).toBe(200);
  });

  test("isn't valid in the user's next session", async () => {
    const { apiKey } = emulator.addUser("user-1");
    const client = await PageClient.signedIn(emulator, apiKey);
    const query = await agreed(client);
    expect(errorOn(await finish(await PageClient.signedIn(emulator, apiKey), query))).toEqual(INVALID);
  });

  test("is valid for its configuration only", async () => {
    const client = await PageClient.signedIn(emulator);
    const other = seeded("s", { clientId: "another" });
    expect(errorOn(await finish(client, await agreed(client), other.id))).toEqual(INVALID);
  });

  test("is required like the code, and can't be invented", async () => {
    const client = await PageClient.signedIn(emulator);
    const { code = "", state = "" } = await agreed(client);
    expect(errorOn(await finish(client, { code, state: "made-up" }))).toEqual(INVALID);
    expect(errorOn(await finish(client, { code }))).toEqual([400, 4051]);
    expect(errorOn(await finish(client, { state }))).toEqual([400, 4051]);
  });
});

describe("Bitbucket's response to the exchange", () => {
  async function outcome(): Promise<[number, number | undefined]> {
    const client = await PageClient.signedIn(emulator);
    return errorOn(await finish(client, await agreed(client)));
  }

  afterEach(() => expect(emulator.links()).toEqual([]));

  test("fails the finish of a link with a wrong secret: 4081", async () => {
    emulator.change(scm.id, { clientSecret: "wrong" });
    expect(await outcome()).toEqual([400, 4081]);
  });

  test("fails the finish of a link whose secret was changed at Bitbucket: 4081", async () => {
    emulator.bitbucket.changeConsumer(consumer.key, { secret: "rotated" });
    expect(await outcome()).toEqual([400, 4081]);
  });

  test("fails with an invented code: 4052", async () => {
    const client = await PageClient.signedIn(emulator);
    const { state = "" } = await agreed(client);
    expect(errorOn(await finish(client, { code: "made-up", state }))).toEqual([400, 4052]);
  });

  test("fails for a consumer without Account: Read: 4080", async () => {
    emulator.bitbucket.changeConsumer(consumer.key, { permissions: ["repository:write", "webhook"] });
    expect(await outcome()).toEqual([400, 4080]);
  });

  test.each([
    [{ kind: "error", status: 429 }, 400, 4082],
    [{ kind: "error", status: 503 }, 500, 4083],
    [{ kind: "html" }, 500, 4083],
    [{ kind: "html", status: 200 }, 500, 4083],
    [{ kind: "truncatedJson" }, 500, 4083],
    [{ kind: "redirect", location: "https://evil.test/" }, 500, 4083],
    [{ kind: "cut" }, 500, 4084],
  ] as const)("maps the fault %j to status %d, code %d", async (action, status, code) => {
    emulator.bitbucket.injectFault({ method: "POST", path: "/site/oauth2/access_token", action });
    expect(await outcome()).toEqual([status, code]);
  });

  test("fails if Bitbucket can't be reached: 4084", async () => {
    const client = await PageClient.signedIn(emulator);
    const query = await agreed(client);
    const web = `http://127.0.0.1:${await unusedPort()}`;
    emulator.change(scm.id, { urls: { ...emulator.bitbucket.urls, web } });
    expect(errorOn(await finish(client, query))).toEqual([500, 4084]);
  });
});

describe("the configuration", () => {
  test("starts and finishes no link if it is disabled", async () => {
    const client = await PageClient.signedIn(emulator);
    const query = await agreed(client);
    emulator.change(scm.id, { enabled: false });
    expect(errorOn(await client.get(oauth("start")))).toEqual([400, 4042]);
    expect(errorOn(await finish(client, query))).toEqual([400, 4042]);
  });

  test("keeps its links, which can be revoked, if it is disabled", async () => {
    const client = await PageClient.signedIn(emulator);
    await finish(client, await agreed(client));
    emulator.change(scm.id, { enabled: false });
    expect(await statusFor(emulator.apiKey)).toMatchObject({ authorization_status: "authorized" });
    expect((await client.post(oauth("revoke"))).status).toBe(204);
    expect(await statusFor(emulator.apiKey)).toEqual({ authorization_status: "unauthorized" });
  });

  test("has no links if it replaces another configuration, even with the same id", async () => {
    const client = await PageClient.signedIn(emulator);
    await finish(client, await agreed(client));
    emulator.remove(scm.id);
    scm = seeded(consumer.secret, { id: scm.id });
    expect(await statusFor(emulator.apiKey)).toEqual({ authorization_status: "unauthorized" });
    expect((await finish(client, await agreed(client))).status).toBe(200);
  });

  test.each(["start", "finish?code=c&state=s", "status"])(
    "is rejected by %s without OAuth (4050), and after its deletion (4009)",
    async (action) => {
      const client = await PageClient.signedIn(emulator);
      expect(errorOn(await client.get(oauth(action, "internal")))).toEqual([400, 4050]);
      expect(errorOn(await client.get(oauth(action, "gone")))).toEqual([404, 4009]);
    },
  );

  test("starts no link if its host isn't emulated", async () => {
    const client = await PageClient.signedIn(emulator);
    const { id } = emulator.seed({ provider: "github" });
    expect(errorOn(await client.get(oauth("start", id)))).toEqual([400, 4050]);
  });

  test("gets no link if it is deleted during Bitbucket's response: 4009", async () => {
    const client = await PageClient.signedIn(emulator);
    const query = await agreed(client);
    emulator.bitbucket.injectFault({ path: "/2.0/user", action: { kind: "delay", ms: 50 } });
    const finishing = finish(client, query);
    while (![...emulator.bitbucket.requests].some(({ path }) => path === "/2.0/user")) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    emulator.remove(scm.id);
    expect(errorOn(await finishing)).toEqual([404, 4009]);
  });
});

test("revokes a missing link without a change, and allows another link", async () => {
  const client = await PageClient.signedIn(emulator);
  expect((await client.post(oauth("revoke"))).status).toBe(204);
  expect((await finish(client, await agreed(client))).status).toBe(200);
  expect((await finish(client, await agreed(client))).status).toBe(200);
  expect(emulator.links()).toHaveLength(1);
});

describe("the callback", () => {
  test("continues to finish with a request from the cluster's own page, even if the browser withheld the cookie", async () => {
    const client = await PageClient.signedIn(emulator);
    const query = await agreed(client);
    const landed = await new PageClient(emulator).get(`/?${new URLSearchParams(query).toString()}`);
    expect(landed.status).toBe(200);
    const next = /http-equiv="refresh" content="0; url=([^"]+)"/
      .exec(landed.text)?.[1]
      ?.replaceAll("&amp;", "&");
    expect(next).toBe(`${oauth("finish")}?${new URLSearchParams(query).toString()}`);
    const finished = await client.get(next ?? "", { accept: "text/html" });
    expect([finished.status, finished.text.includes("Account linked")]).toEqual([200, true]);
  });

  test("doesn't continue with an unknown state", async () => {
    const { status, text } = await new PageClient(emulator).get("/?code=c&state=made-up");
    expect([status, text.includes("http-equiv")]).toEqual([400, false]);
  });

  test("reports that the user declined", async () => {
    const client = await PageClient.signedIn(emulator);
    const { error = "" } = await agreed(client, null);
    expect(error).toBe("access_denied");
    expect((await client.get(`/?error=${error}`)).text).toContain("Account not linked");
  });

  test("returns errors to browsers as pages and to programs as JSON", async () => {
    const client = await PageClient.signedIn(emulator);
    const page = await client.get(`${oauth("finish")}?code=c&state=s`, { accept: "text/html,*/*" });
    expect([page.status, page.headers.get("content-type")]).toEqual([400, "text/html; charset=UTF-8"]);
    expect(page.text).toContain("Error 2015");
    expect(page.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  });
});
