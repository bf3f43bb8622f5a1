import type { Bitbucket } from "../../emulator/src";
import { startEmulatorProcess } from "../support/emulatorProcess";
import { findSecrets } from "../support/secrets";
import { authorizeUrl, consent, queryOf, tokenRequest } from "./bitbucketSupport";
import { URLS } from "./support";
import { PageClient } from "./pageClient";

const apiKey = "planted-admin-key+/=&";
const pair = { key: "planted-consumer-key+/=&", secret: "planted-consumer-secret+/=&" };

test("prints only its addresses, whatever requests it receives", async () => {
  await using emulator = await startEmulatorProcess(apiKey);
  const { url, bitbucketUrl } = emulator;
  const bitbucket = { url: bitbucketUrl } as Bitbucket;
  await emulator.control("POST", "/bitbucket/consumers", { ...pair, isPrivate: true });
  await emulator.control("POST", "/bitbucket/accounts", { username: "ada" });
  const urls = { ...URLS, web: bitbucketUrl, api: bitbucketUrl };
  await emulator.control("POST", "/scms", { id: "bb", clientId: pair.key, clientSecret: pair.secret, urls });
  const user = (await emulator.control("POST", "/users", { name: "user-1" })) as { apiKey: string };

  const client = await PageClient.signedIn(
    { url } as ConstructorParameters<typeof PageClient>[0],
    user.apiKey,
  );
  const { location } = await client.get("/v1/scms/bb/oauth/start");
  const linked = new URL((await consent(location ?? "", "ada")).location);
  expect((await client.get(`/v1/scms/bb/oauth/finish${linked.search}`)).status).toBe(200);

  const asked = queryOf((await consent(authorizeUrl(bitbucket, { client_id: pair.key }), "ada")).location);
  const { json } = await tokenRequest(bitbucket, pair, {
    grant_type: "authorization_code",
    code: asked["code"] ?? "",
  });
  const tokens = [json["access_token"], json["refresh_token"]].map(String);
  const me = await fetch(`${bitbucketUrl}/2.0/user`, { headers: { authorization: `Bearer ${tokens[0]}` } });
  expect(me.status).toBe(200);
  for (const [of, as] of [
    ["", "json"],
    ["/bitbucket", "html"],
  ] as const) {
    await emulator.control("POST", `${of}/faults`, { action: { kind: "echo", as } });
  }
  await tokenRequest(bitbucket, pair, { grant_type: "client_credentials" }).catch(() => undefined);
  await fetch(`${url}/v1/scms?key=${encodeURIComponent(apiKey)}`, {
    headers: { authorization: `Simple ${apiKey}` },
  });

  const secrets = [
    apiKey,
    user.apiKey,
    ...Object.values(pair),
    ...tokens,
    ...client.cookies.values(),
    ...["code", "state"].map((name) => linked.searchParams.get(name) ?? ""),
    asked["code"] ?? "",
  ];
  expect(secrets.filter((secret) => secret.length < 8)).toEqual([]);
  const logs = await Promise.all(
    ["/requests", "/bitbucket/requests"].map((path) => emulator.control("GET", path)),
  );
  expect(findSecrets(JSON.stringify(logs), secrets)).toEqual([]);
  expect(emulator.printed()).toBe(`${JSON.stringify({ url, bitbucketUrl })}\n`);
});
