import type { Consumer } from "../../emulator/src";
import { answerConsent, authorizeUrl, consent, queryOf, tokenRequest } from "./bitbucketSupport";
import { useEmulator } from "../support/shared";
import { matching } from "./support";

const emulator = useEmulator();

const CALLBACK = "https://cluster.example.com/callback";
let consumer: Consumer;

beforeEach(() => {
  emulator.bitbucket.addAccount({ username: "ada" });
  consumer = emulator.bitbucket.addConsumer({ callbackUrl: CALLBACK });
});

function pageFor(query: Record<string, string> = {}): string {
  return authorizeUrl(emulator.bitbucket, { client_id: consumer.key, state: "the-state", ...query });
}

async function newCode(query: Record<string, string> = {}): Promise<string> {
  const { location } = await consent(pageFor(query), "ada");
  return queryOf(location)["code"] ?? "";
}

function exchange(code: string, form: Record<string, string> = {}, pair = consumer) {
  return tokenRequest(emulator.bitbucket, pair, { grant_type: "authorization_code", code, ...form });
}

const INVALID_CODE = {
  status: 400,
  json: { error: "invalid_grant", error_description: "The specified code is not valid." },
};

test("shows the consumer, its permissions, and the callback", async () => {
  const response = await fetch(pageFor());
  const page = await response.text();
  for (const text of [
    "Grant access to Algorithmia?",
    "Account: Read",
    "Repositories: Write",
    "Repositories: Admin",
    "Repositories: Delete",
    "Webhooks: Read and write",
    "https://cluster.example.com",
  ]) {
    expect(page).toContain(text);
  }
  const policy = response.headers.get("content-security-policy") ?? "";
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  // Chromium also applies the policy to the redirect after the form.
  expect(policy).toContain("form-action 'self' https://cluster.example.com");
});

test("redirects a user who agrees to the callback with a code and the state", async () => {
  const { status, location } = await consent(pageFor(), "ada");
  expect(status).toBe(303);
  expect(location).toMatch(/^https:\/\/cluster\.example\.com\/callback\?/);
  expect(queryOf(location)).toEqual({ code: matching(/^\S{20,}$/), state: "the-state" });
});

test("redirects a user who declines without a code", async () => {
  const { location } = await consent(pageFor(), null);
  expect(queryOf(location)).toEqual({ error: "access_denied", state: "the-state" });
});

test("exchanges a code for tokens of the user who agreed, with a refresh token before and since May 2026", async () => {
  const { bitbucket } = emulator;
  for (const generation of ["since-may-2026", "before-may-2026"] as const) {
    bitbucket.setQuirks({ generation });
    const { status, json } = await exchange(await newCode());
    expect([status, typeof json["refresh_token"]]).toEqual([200, "string"]);
    const user = await fetch(`${bitbucket.url}/2.0/user`, {
      headers: { authorization: `Bearer ${String(json["access_token"])}` },
    });
    expect(await user.json()).toMatchObject({ type: "user", username: "ada" });
  }
});

test("exchanges a code only once", async () => {
  const code = await newCode();
  expect((await exchange(code)).status).toBe(200);
  expect(await exchange(code)).toEqual(INVALID_CODE);
});

test("rejects an expired code", async () => {
  emulator.bitbucket.setQuirks({ codeSeconds: 0 });
  expect(await exchange(await newCode())).toEqual(INVALID_CODE);
});

test("rejects another consumer's code", async () => {
  const other = emulator.bitbucket.addConsumer({ key: "another" });
  expect(await exchange(await newCode(), {}, other)).toEqual(INVALID_CODE);
});

test("rejects a code with a wrong secret, and accepts the code afterwards", async () => {
  const code = await newCode();
  const { json } = await exchange(code, {}, { ...consumer, secret: "wrong" });
  expect(json["error"]).toBe("unauthorized_client");
  expect((await exchange(code)).status).toBe(200);
});

describe("redirect_uri", () => {
  test.each([CALLBACK, `${CALLBACK}/below`, `${CALLBACK}/v1/scms/id/oauth/finish?x=1`])(
    "accepts %s",
    async (redirectUri) => {
      const { location } = await consent(pageFor({ redirect_uri: redirectUri }), "ada");
      expect(location.startsWith(redirectUri)).toBe(true);
      expect(queryOf(location)).toMatchObject({ state: "the-state" });
    },
  );

  test.each([
    "https://cluster.example.com/",
    "https://cluster.example.com/callback-of-another",
    "https://cluster.example.com/callback/../elsewhere",
    "https://cluster.example.com.evil.test/callback",
    "https://user@cluster.example.com/callback",
    "http://cluster.example.com/callback",
    "https://cluster.example.com:8443/callback",
    "not a URL",
  ])("rejects %s without a redirect", async (redirectUri) => {
    const { status, location, text } = await consent(pageFor({ redirect_uri: redirectUri }), "ada");
    expect([status, location]).toEqual([400, ""]);
    expect(text).toContain("redirect_uri does not match");
  });

  test("requires the same redirect_uri in the exchange", async () => {
    const redirectUri = `${CALLBACK}/below`;
    const asked = { redirect_uri: redirectUri };
    expect(await exchange(await newCode(asked))).toEqual(INVALID_CODE);
    expect(await exchange(await newCode(asked), { redirect_uri: CALLBACK })).toEqual(INVALID_CODE);
    expect((await exchange(await newCode(asked), asked)).status).toBe(200);
  });

  test("accepts any path if the callback is a host without a path", async () => {
    consumer = emulator.bitbucket.addConsumer({ callbackUrl: "https://cluster.example.com" });
    const { location } = await consent(
      pageFor({ redirect_uri: "https://cluster.example.com/v1/finish" }),
      "ada",
    );
    expect(location).toMatch(/^https:\/\/cluster\.example\.com\/v1\/finish\?/);
  });
});

test.each([
  ["an unknown consumer", { client_id: "unknown" }, "No OAuth consumer"],
  ["another response type", { response_type: "token" }, "response_type"],
])("shows the user an error for %s", async (_what, query, words) => {
  const { status, text } = await consent(pageFor(query), "ada");
  expect([status, text.includes(words)]).toEqual([400, true]);
});

test("shows the user an error for a consumer without a callback", async () => {
  emulator.bitbucket.changeConsumer(consumer.key, { callbackUrl: null });
  expect((await consent(pageFor(), "ada")).text).toContain("No callback uri defined for the OAuth client.");
});

test("accepts one response to a page, from that page only, by an existing account", async () => {
  const page = await (await fetch(pageFor())).text();
  const ticket = /name="ticket" value="([^"]+)"/.exec(page)?.[1] ?? "";
  const form = { ticket, decision: "grant", account: "ada" };
  const elsewhere = await answerConsent(pageFor(), form, "https://evil.test");
  expect([elsewhere.status, elsewhere.location]).toEqual([400, ""]);
  expect((await answerConsent(pageFor(), { ...form, account: "nobody" })).status).toBe(400);
  expect((await answerConsent(pageFor(), form)).status).toBe(303);
  expect((await answerConsent(pageFor(), form)).text).toContain("already submitted");
});

describe("refresh tokens", () => {
  const refresh = (token: unknown, pair = consumer) =>
    tokenRequest(emulator.bitbucket, pair, { grant_type: "refresh_token", refresh_token: String(token) });

  test("rotates since May 2026, and rejects the previous token and its access token", async () => {
    const { bitbucket } = emulator;
    const first = (await exchange(await newCode())).json;
    const second = await refresh(first["refresh_token"]);
    expect(second.status).toBe(200);
    expect(second.json["refresh_token"]).not.toBe(first["refresh_token"]);
    expect((await refresh(first["refresh_token"])).json["error"]).toBe("invalid_grant");
    const statuses = [first, second.json].map(async ({ access_token: token }) => {
      const headers = { authorization: `Bearer ${String(token)}` };
      return (await fetch(`${bitbucket.url}/2.0/user`, { headers })).status;
    });
    expect(await Promise.all(statuses)).toEqual([401, 200]);
  });

  test("returns the same token before May 2026", async () => {
    emulator.bitbucket.setQuirks({ generation: "before-may-2026" });
    const first = (await exchange(await newCode())).json;
    expect((await refresh(first["refresh_token"])).json["refresh_token"]).toBe(first["refresh_token"]);
  });

  test("rejects another consumer's token", async () => {
    const { json } = await exchange(await newCode());
    const other = emulator.bitbucket.addConsumer({ key: "another" });
    expect((await refresh(json["refresh_token"], other)).json["error"]).toBe("invalid_grant");
  });
});

test("revokes tokens if the consumer is deleted", async () => {
  const { bitbucket } = emulator;
  const { json } = await exchange(await newCode());
  const ask = async () =>
    (
      await fetch(`${bitbucket.url}/2.0/user`, {
        headers: { authorization: `Bearer ${String(json["access_token"])}` },
      })
    ).status;
  expect(await ask()).toBe(200);
  bitbucket.removeConsumer(consumer.key);
  expect(await ask()).toBe(401);
});

describe("the API", () => {
  const get = async (path: string, token: unknown) => {
    const headers = { authorization: `Bearer ${String(token)}` };
    const response = await fetch(emulator.bitbucket.url + path, { headers });
    return { status: response.status, json: await response.json() };
  };

  test("requires a valid token and Account: Read", async () => {
    const { bitbucket } = emulator;
    expect((await get("/2.0/user", "unknown")).status).toBe(401);
    bitbucket.setQuirks({ tokenSeconds: 0 });
    expect((await get("/2.0/user", (await exchange(await newCode())).json["access_token"])).status).toBe(401);
    bitbucket.setQuirks({ tokenSeconds: 60 });
    bitbucket.changeConsumer(consumer.key, { permissions: ["repository"] });
    expect((await get("/2.0/user", (await exchange(await newCode())).json["access_token"])).status).toBe(403);
  });

  test("lists workspaces before April 2026, and responds with 410 since then", async () => {
    const { bitbucket } = emulator;
    const { json } = await exchange(await newCode());
    expect((await get("/2.0/workspaces", json["access_token"])).status).toBe(410);
    bitbucket.setQuirks({ generation: "before-may-2026" });
    expect((await get("/2.0/workspaces", json["access_token"])).json).toMatchObject({
      values: [{ slug: "ada" }],
    });
  });

  test("returns an app user for a consumer's own token since May 2026, and its owner before", async () => {
    const { bitbucket } = emulator;
    bitbucket.changeConsumer(consumer.key, { isPrivate: true });
    const { json } = await tokenRequest(bitbucket, consumer, { grant_type: "client_credentials" });
    expect((await get("/2.0/user", json["access_token"])).json).toMatchObject({ type: "app_user" });
    bitbucket.setQuirks({ generation: "before-may-2026" });
    expect((await get("/2.0/user", json["access_token"])).json).toMatchObject({ type: "user" });
  });
});
