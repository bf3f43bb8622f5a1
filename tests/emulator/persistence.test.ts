import { chmodSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

import { startEmulator } from "../../emulator/src";
import { consent } from "./bitbucketSupport";
import { call, createBody } from "./support";
import { PageClient } from "./pageClient";
import { temporaryDirectory } from "../support/environment";

let dataDir: string;

beforeEach(() => {
  dataDir = join(temporaryDirectory("emulator"), "data");
});

test("keeps everything in a restart", async () => {
  const first = await startEmulator({ dataDir });
  await call(first, "POST", "/v1/admin/scms", { body: createBody({ name: "Team" }) });
  await call(first, "POST", "/v1/admin/scms/bb/default");
  first.seed({ id: "used", enabled: false, inUse: true });
  const before = { scms: first.scms(), secret: first.secretOf("bb"), keys: first.keys };
  const token = first.mintJwt();
  await first.close();

  const second = await startEmulator({ dataDir });
  expect({ scms: second.scms(), secret: second.secretOf("bb"), keys: second.keys }).toEqual(before);
  expect(before.scms).toHaveLength(3);
  expect(before.secret).toBe("consumer-secret");
  expect((await call(second, "GET", "/v1/scms", { authorization: `Bearer ${token}` })).status).toBe(200);
  await second.close();
});

test("keeps sessions, users, links, and all of Bitbucket's side in a restart", async () => {
  const first = await startEmulator({ dataDir });
  const { bitbucket } = first;
  const consumer = bitbucket.addConsumer();
  bitbucket.addAccount({ username: "ada" });
  first.seed({ id: "bb", clientId: consumer.key, clientSecret: consumer.secret, urls: bitbucket.urls });
  const { apiKey } = first.addUser("user-1");
  const client = await PageClient.signedIn(first, apiKey);
  const { location } = await client.get("/v1/scms/bb/oauth/start");
  const returned = await consent(location ?? "", "ada");
  const finish = `/v1/scms/bb/oauth/finish${new URL(returned.location).search}`;
  await first.close();

  const second = await startEmulator({ dataDir });
  second.change("bb", { urls: second.bitbucket.urls });
  client.emulator = second;
  expect((await client.get(finish)).status).toBe(200);
  await second.close();

  const third = await startEmulator({ dataDir });
  expect(third.bitbucket.consumers()).toEqual([consumer]);
  expect(third.links()).toMatchObject([{ scmId: "bb", user: "user-1", username: "ada" }]);
  const authorization = `Simple ${apiKey}`;
  expect((await call(third, "GET", "/v1/scms/bb/oauth/status", { authorization })).json).toMatchObject({
    scm_username: "ada",
  });
  await third.close();
});

test("signs tokens with a secret of its own for each data directory", async () => {
  const one = await startEmulator({ dataDir });
  const other = await startEmulator();
  const authorization = `Bearer ${other.mintJwt()}`;
  expect((await call(other, "GET", "/v1/scms", { authorization })).status).toBe(200);
  expect((await call(one, "GET", "/v1/scms", { authorization })).status).toBe(401);
  await Promise.all([one.close(), other.close()]);
});

test("restricts the data directory and its files to their owner", async () => {
  const emulator = await startEmulator({ dataDir });
  emulator.seed();
  const modes = readdirSync(dataDir).map((file) => statSync(join(dataDir, file)).mode & 0o777);
  expect(statSync(dataDir).mode & 0o777).toBe(0o700);
  expect(modes.length).toBeGreaterThanOrEqual(2);
  expect(new Set(modes)).toEqual(new Set([0o600]));
  await emulator.close();
});

test("rejects a second emulator on the same data directory until the first one closes", async () => {
  const first = await startEmulator({ dataDir });
  const message = `Another emulator uses the data directory ${dataDir}. Stop that emulator`;
  await expect(startEmulator({ dataDir })).rejects.toThrow(message);
  expect((await call(first, "POST", "/v1/admin/scms", { body: createBody() })).status).toBe(201);
  await first.close();
  const next = await startEmulator({ dataDir });
  expect(next.scm("bb")).toBeDefined();
  await next.close();
});

test("rejects a data directory that others can enter", async () => {
  await startEmulator({ dataDir }).then((emulator) => emulator.close());
  chmodSync(dataDir, 0o755);
  await expect(startEmulator({ dataDir })).rejects.toThrow(`chmod 700 ${dataDir}`);
});

test("starts without data each time in memory", async () => {
  const first = await startEmulator();
  first.seed();
  await first.close();
  const second = await startEmulator();
  expect(second.scms()).toHaveLength(1);
  expect(second.keys.admin).not.toBe(first.keys.admin);
  await second.close();
});
