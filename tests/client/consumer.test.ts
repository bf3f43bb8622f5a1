import { inspect } from "node:util";
import { checkConsumer } from "../../client/consumer/checkConsumer";
import { findSecrets } from "../support/secrets";
import { apiKey, connectionTo } from "./support/fixtures";
import { json, raw, type Reaction, type ScriptedServer, scriptedServer } from "./support/server";

const pair = { key: "planted-key+/=&", secret: "planted-secret+/=&" };
const token = Buffer.from(`${pair.key}:${pair.secret}`).toString("base64");

let bitbucket: ScriptedServer;

afterEach(() => bitbucket.close());

async function check(reaction: Reaction): Promise<unknown> {
  bitbucket = await scriptedServer(reaction);
  return checkConsumer({ web: bitbucket.url, ...pair }, connectionTo("https://cluster.example"));
}

test("sends the pair only to the configuration's website, without the cluster's credential", async () => {
  await check(json(200, { access_token: "t", scopes: "account" }));
  expect(bitbucket.received).toMatchObject([
    { method: "POST", headers: { authorization: `Basic ${token}` }, body: "grant_type=client_credentials" },
  ]);
  expect(findSecrets(JSON.stringify(bitbucket.received), [apiKey])).toEqual([]);
});

test.each([301, 302, 303, 307, 308])(
  "doesn't send the pair to the target of a redirect with %d",
  async (status) => {
    const away = await scriptedServer(json(200, { access_token: "t", scopes: "account" }));
    try {
      expect(
        await check(raw(status, "", { Location: `${away.url}/site/oauth2/access_token` })),
      ).toMatchObject({
        kind: "unknown",
      });
      expect(away.received).toEqual([]);
    } finally {
      await away.close();
    }
  },
);

test.each<[string, Reaction]>([
  ["an error", (...args) => json(400, { error: args[1].headers.authorization })(...args)],
  ["a page", (...args) => raw(502, `<pre>${args[1].headers.authorization ?? ""}</pre>`)(...args)],
  ["a redirect", (...args) => raw(302, "", { Location: `https://e.example/${token}` })(...args)],
  [
    "a broken answer",
    (response, request) => response.writeHead(500, request.headers.authorization).destroy(),
  ],
])("shows nothing of the pair if it is echoed in %s", async (_what, reaction) => {
  const verdict = await check(reaction);
  expect(verdict).toMatchObject({ kind: "unknown" });
  expect(findSecrets(inspect(verdict, { depth: Infinity }), [...Object.values(pair), token])).toEqual([]);
});
