import type { Consumer } from "../../emulator/src";
import { tokenRequest } from "./bitbucketSupport";
import { useEmulator } from "../support/shared";

const emulator = useEmulator();

/** The known responses of Bitbucket's token endpoint without a user. */
describe("the client-credentials grant", () => {
  const ask = (pair: Pick<Consumer, "key" | "secret">) =>
    tokenRequest(emulator.bitbucket, pair, { grant_type: "client_credentials" });

  test("gives a private consumer a token with its permissions", async () => {
    const consumer = emulator.bitbucket.addConsumer({ isPrivate: true });
    const { status, json } = await ask(consumer);
    expect([status, Object.keys(json)]).toEqual([200, ["scope", "access_token", "token_type", "expires_in"]]);
    expect(json).toMatchObject({
      scope: "account repository:write repository:admin repository:delete webhook",
      token_type: "bearer",
      expires_in: 7200,
    });
  });

  test("gives a long token without a refresh token since May 2026, and the reverse before", async () => {
    const { bitbucket } = emulator;
    const consumer = bitbucket.addConsumer({ isPrivate: true });
    expect((await ask(consumer)).json["access_token"]).toHaveLength(2600);

    bitbucket.setQuirks({ generation: "before-may-2026" });
    const { json } = await ask(consumer);
    expect(Object.keys(json)).toEqual([
      "scopes",
      "access_token",
      "token_type",
      "expires_in",
      "refresh_token",
    ]);
    expect(json["access_token"]).toHaveLength(80);
  });

  test("can omit the permissions from a response", async () => {
    const consumer = emulator.bitbucket.addConsumer({ isPrivate: true });
    emulator.bitbucket.setQuirks({ tellsPermissions: false });
    const { status, json } = await ask(consumer);
    expect([status, "scope" in json, "scopes" in json]).toEqual([200, false, false]);
  });

  test.each([
    { status: 400, error: "unauthorized_client" },
    { status: 401, error: "invalid_client" },
  ] as const)("responds to a wrong secret and an unknown key with $status $error", async (wrongPair) => {
    const { bitbucket } = emulator;
    const { key, secret } = bitbucket.addConsumer({ isPrivate: true });
    bitbucket.setQuirks({ wrongPair });
    const { status, error } = wrongPair;
    const rejection = { status, json: { error, error_description: "Invalid OAuth client credentials" } };
    expect(await ask({ key, secret: `${secret}x` })).toEqual(rejection);
    expect(await ask({ key: "unknown", secret })).toEqual(rejection);
    expect(await tokenRequest(bitbucket, undefined, { grant_type: "client_credentials" })).toEqual(rejection);
  });

  test("rejects a public consumer with an error that confirms its key and secret", async () => {
    const { status, json } = await ask(emulator.bitbucket.addConsumer());
    expect([status, json["error"]]).toEqual([400, "invalid_grant"]);
    expect(json["error_description"]).toMatch(
      /^Cannot use client_credentials with a consumer marked as "public"\. /,
    );
  });

  test.each([true, false])("reports a consumer without a callback, private: %s", async (isPrivate) => {
    const consumer = emulator.bitbucket.addConsumer({ isPrivate, callbackUrl: null });
    expect(await ask(consumer)).toEqual({
      status: 400,
      json: { error: "invalid_request", error_description: "No callback uri defined for the OAuth client." },
    });
  });

  test("accepts a secret with a colon, and a key of any length", async () => {
    const consumer = emulator.bitbucket.addConsumer({ key: "k", secret: "a:b:c", isPrivate: true });
    expect((await ask(consumer)).status).toBe(200);
  });

  test.each([{ kind: "cut" }, { kind: "refuse" }] as const)(
    "drops the connection with the fault %j",
    async (action) => {
      const consumer = emulator.bitbucket.addConsumer({ isPrivate: true });
      emulator.bitbucket.injectFault({ action });
      await expect(ask(consumer)).rejects.toThrow("fetch failed");
      expect((await ask(consumer)).status).toBe(200);
    },
  );

  test("applies Bitbucket's own faults and latency, and has its own log", async () => {
    const { bitbucket, requests } = emulator;
    const consumer = bitbucket.addConsumer({ isPrivate: true });
    bitbucket.injectFault({ action: { kind: "error", status: 429, retryAfter: 7 } });
    expect((await ask(consumer)).json).toEqual({
      error: "server_error",
      error_description: "An injected fault",
    });
    expect((await ask(consumer)).status).toBe(200);
    expect(bitbucket.requests.all()).toMatchObject([
      { method: "POST", path: "/site/oauth2/access_token", status: 429 },
      { status: 200 },
    ]);
    expect(requests).toHaveLength(0);
  });
});

test("rejects other grants and unreadable bodies", async () => {
  const { bitbucket } = emulator;
  const consumer = bitbucket.addConsumer();
  expect((await tokenRequest(bitbucket, consumer, { grant_type: "password" })).json["error"]).toBe(
    "unsupported_grant_type",
  );
  const response = await fetch(`${bitbucket.url}/site/oauth2/access_token`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  });
  expect([response.status, ((await response.json()) as { error: string }).error]).toEqual([
    400,
    "invalid_request",
  ]);
});

test("edits and deletes a consumer", () => {
  const { bitbucket } = emulator;
  const consumer = bitbucket.addConsumer({ isPrivate: true });
  bitbucket.changeConsumer(consumer.key, { secret: "another", permissions: ["account"] });
  expect(bitbucket.consumers()).toEqual([{ ...consumer, secret: "another", permissions: ["account"] }]);
  bitbucket.removeConsumer(consumer.key);
  expect(bitbucket.consumers()).toEqual([]);
  expect(() => bitbucket.removeConsumer(consumer.key)).toThrow("No consumer");
});
