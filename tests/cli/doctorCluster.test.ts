import { exitStatus } from "../../cli/doctor/diagnose";
import type { Fault } from "../../emulator/src";
import { configOf, connectionTo, diagnosis } from "./support";
import { useEmulator } from "../support/shared";

const emulator = useEmulator();

test("reports ok for each check, and changes nothing", async () => {
  const { key, secret } = emulator.bitbucket.addConsumer({ isPrivate: true });
  emulator.seed({ id: "by-hand", name: "Data Science" });
  const before = emulator.scms();
  const lines = await diagnosis(
    connectionTo(emulator, { ALGORITHMIA_CONSUMER_KEY: key, ALGORITHMIA_CONSUMER_SECRET: secret }),
    { bitbucket: emulator.bitbucket.url },
  );
  const { certificate, plugin, ...others } = lines;
  expect([certificate.status, plugin.status]).toEqual(["skipped", "skipped"]);
  expect(new Set(Object.values(others).map(({ status }) => status))).toEqual(new Set(["ok"]));
  expect(lines.configurations.detail).toBe(
    '2: internal (internal, default); by-hand "Data Science" (bitbucket-cloud)',
  );
  expect(emulator.scms()).toEqual(before);
  expect(exitStatus(Object.values(lines))).toBe(0);
});

describe("authentication", () => {
  test("an unknown key is a failure", async () => {
    const lines = await diagnosis(connectionTo(emulator, { ALGORITHMIA_API_KEY: "planted-key" }));
    expect(lines.authentication).toMatchObject({
      status: "failure",
      detail: expect.stringContaining("2002") as string,
      advice: expect.stringContaining("The API key is wrong") as string,
    });
    expect([lines.list.status, lines.management.status, lines.configurations.status]).toEqual([
      "skipped",
      "skipped",
      "skipped",
    ]);
    expect(emulator.requests.all().map(({ method, path }) => `${method} ${path}`)).toEqual(["GET /v1/scms"]);
  });

  test("an expired token is a failure", async () => {
    const { ALGORITHMIA_API_KEY: _key, ...rest } = connectionTo(emulator);
    const token = emulator.mintJwt({ expiresInSeconds: -1 });
    const lines = await diagnosis({ ...rest, ALGORITHMIA_BEARER_TOKEN: token });
    expect(lines.authentication).toMatchObject({
      status: "failure",
      advice: expect.stringContaining("expired") as string,
    });
  });

  test.each<[string, Fault["action"], RegExp]>([
    ["fails", { kind: "error", status: 503 }, /503/],
    ["is a web page", { kind: "html" }, /web page/],
    ["ends early", { kind: "cut" }, /connection broke/],
    ["is truncated", { kind: "truncatedJson" }, /truncated/],
    [
      "redirects to another host",
      { kind: "redirect", location: "https://elsewhere.example" },
      /redirects to https:\/\/elsewhere/,
    ],
    [
      "isn't a list",
      { kind: "wrongShape", body: { results: [] } },
      /doesn't contain the cluster's configuration/,
    ],
    ["repeats the request", { kind: "echo", status: 500, as: "html" }, /500/],
  ])("a response that %s is a failure, and the key isn't shown", async (_what, action, said) => {
    emulator.injectFault({ method: "GET", path: "/v1/scms", action });
    const lines = await diagnosis(connectionTo(emulator));
    expect(lines.authentication).toMatchObject({
      status: "failure",
      detail: expect.stringMatching(said) as string,
      advice: expect.any(String) as string,
    });
    expect(lines.list.status).toBe("skipped");
    expect(JSON.stringify(lines)).not.toContain(emulator.apiKey);
  });
});

test("list: a key without permission to list fails only this check", async () => {
  emulator.setQuirks({ adminKeyRefused: ["list"] });
  const lines = await diagnosis(connectionTo(emulator));
  expect(lines.authentication.status).toBe("ok");
  expect(lines.list).toMatchObject({
    status: "failure",
    advice: expect.stringContaining("bearerToken") as string,
  });
  expect(lines.management.status).toBe("ok");
  expect(lines.configurations.status).toBe("skipped");
});

describe("management", () => {
  test.each(["adminWithoutManagement", "standard"] as const)(
    "the key %s is a failure, and nothing changes",
    async (which) => {
      emulator.seed({ id: "by-hand" });
      const before = emulator.scms();
      const lines = await diagnosis(connectionTo(emulator, { ALGORITHMIA_API_KEY: emulator.keys[which] }));
      expect(lines.list.status).toBe("ok");
      expect(lines.management).toMatchObject({
        status: "failure",
        advice: expect.stringContaining("have Management Access") as string,
      });
      expect(emulator.scms()).toEqual(before);
    },
  );

  test("sends an empty update for a random id", async () => {
    await diagnosis(connectionTo(emulator));
    await diagnosis(connectionTo(emulator));
    const asked = emulator.requests.all().filter(({ method }) => method !== "GET");
    expect(asked.map(({ method }) => method)).toEqual(["PATCH", "PATCH"]);
    expect(new Set(asked.map(({ path }) => path)).size).toBe(2);
  });

  test.each<[string, Fault["action"], "ok" | "failure" | "warning"]>([
    ["a cluster that validates the body first: ok", { kind: "error", status: 400, code: 4021 }, "ok"],
    [
      "a credential that admin requests don't accept: failure",
      { kind: "error", status: 401, code: 2002 },
      "failure",
    ],
    ["403 without a code: failure", { kind: "error", status: 403 }, "failure"],
    ["404 without a code, perhaps from a proxy: warning", { kind: "error", status: 404 }, "warning"],
    ["503: warning", { kind: "error", status: 503 }, "warning"],
    ["a web page: warning", { kind: "html", status: 200 }, "warning"],
    ["a broken connection: warning", { kind: "cut" }, "warning"],
  ])("%s", async (_what, action, status) => {
    emulator.injectFault({ method: "PATCH", action });
    const { management } = await diagnosis(connectionTo(emulator));
    expect(management.status).toBe(status);
    expect(management.advice === undefined).toBe(status === "ok");
  });
});

test("configurations: text from a server can't control the terminal or forge lines", async () => {
  emulator.seed({ id: "by-hand", name: "a\u001b]0;title\u0007b\nFAILURE  forged\u202e", enabled: false });
  const { configurations } = await diagnosis(connectionTo(emulator));
  expect(configurations.detail).toContain('by-hand "ab FAILURE forged" (bitbucket-cloud, disabled)');
});

describe("consumer", () => {
  async function consumerLine(env: Record<string, string>, pulumi?: string) {
    const lines = await diagnosis(connectionTo(emulator, env), {
      bitbucket: emulator.bitbucket.url,
      ...(pulumi !== undefined && { pulumi }),
    });
    return lines.consumer;
  }
  const given = ({ key, secret }: { key: string; secret: string }) => ({
    ALGORITHMIA_CONSUMER_KEY: key,
    ALGORITHMIA_CONSUMER_SECRET: secret,
  });

  test("no consumer, or verification turned off, skips the check without a request", async () => {
    expect((await consumerLine({})).status).toBe("skipped");
    const off = { ...given({ key: "k1", secret: "s1" }), ALGORITHMIA_VERIFY_CONSUMER: "off" };
    expect((await consumerLine(off)).status).toBe("skipped");
    expect(emulator.bitbucket.requests.all()).toEqual([]);
  });

  test("an invalid setting of the verification is a failure without a request", async () => {
    const wrong = { ...given({ key: "k1", secret: "s1" }), ALGORITHMIA_VERIFY_CONSUMER: "of" };
    expect(await consumerLine(wrong)).toMatchObject({
      status: "failure",
      detail: 'ALGORITHMIA_VERIFY_CONSUMER must be "credentials", "permissions" or "off"',
    });
    expect(emulator.bitbucket.requests.all()).toEqual([]);
  });

  test("a public consumer with valid key and secret is ok", async () => {
    expect(await consumerLine(given(emulator.bitbucket.addConsumer()))).toMatchObject({ status: "ok" });
  });

  test("a wrong secret is a failure, and key and secret aren't shown", async () => {
    const { key } = emulator.bitbucket.addConsumer({ key: "planted-consumer-key" });
    const line = await consumerLine(given({ key, secret: "planted-consumer-secret" }));
    expect(line).toMatchObject({
      status: "failure",
      advice: expect.stringContaining("copy Key and Secret") as string,
    });
    expect(JSON.stringify(line)).not.toContain("planted");
  });

  test("a missing callback URL is a failure with the URL to enter", async () => {
    const line = await consumerLine(
      given(emulator.bitbucket.addConsumer({ isPrivate: true, callbackUrl: null })),
    );
    expect(line).toMatchObject({
      status: "failure",
      advice: expect.stringContaining(emulator.url) as string,
    });
  });

  test("missing permissions are a warning that lists them", async () => {
    const permissions = ["account", "repository:write"] as const;
    const line = await consumerLine(given(emulator.bitbucket.addConsumer({ isPrivate: true, permissions })));
    expect(line).toMatchObject({
      status: "warning",
      detail: expect.stringContaining("Repositories: Admin") as string,
    });
  });

  test("an unreachable Bitbucket is a warning", async () => {
    emulator.bitbucket.injectFault({ action: { kind: "error", status: 503 } });
    const line = await consumerLine(given(emulator.bitbucket.addConsumer()));
    expect(line).toMatchObject({ status: "warning", detail: expect.stringContaining("503") as string });
  });

  test.each([
    [{ ALGORITHMIA_CONSUMER_KEY: "k1" }, "ALGORITHMIA_CONSUMER_SECRET isn't set"],
    [{ ALGORITHMIA_CONSUMER_SECRET: "s1" }, "ALGORITHMIA_CONSUMER_KEY isn't set"],
  ])("a key without a secret, or a secret without a key, is a failure: %j", async (env, said) => {
    expect(await consumerLine(env)).toMatchObject({
      status: "failure",
      detail: expect.stringContaining(said) as string,
    });
  });

  test("credentials that the resource rejects fail without a request", async () => {
    const env = { ALGORITHMIA_CONSUMER_KEY: "k1", ALGORITHMIA_CONSUMER_SECRET: "planted-secret\n" };
    emulator.bitbucket.requests.clear();
    const line = await consumerLine(env);
    expect(line).toMatchObject({
      status: "failure",
      detail: expect.stringContaining("ALGORITHMIA_CONSUMER_SECRET contains a line break") as string,
    });
    expect(line.detail).not.toContain("planted-secret");
    expect(emulator.bitbucket.requests).toHaveLength(0);
  });

  test("verifies each pair in the stack's config", async () => {
    const right = emulator.bitbucket.addConsumer({ isPrivate: true });
    const pulumi = configOf({
      "!test:consumerKey": right.key,
      "!test:consumerSecret": right.secret,
      "!test:bitbucket2ConsumerKey": right.key,
      "!test:bitbucket2ConsumerSecret": "another",
    });
    expect(await consumerLine({}, pulumi)).toMatchObject({
      status: "failure",
      detail: expect.stringContaining("test:bitbucket2ConsumerKey") as string,
    });
    expect(emulator.bitbucket.requests.all()).toHaveLength(2);
  });
});
