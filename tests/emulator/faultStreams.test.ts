import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { createGunzip } from "node:zlib";

import { startEmulator } from "../../emulator/src";
import { useEmulator } from "../support/shared";
import { call, createBody } from "./support";

const emulator = useEmulator();

/** The response to a list, with its body unread and compressed. */
async function listed(): Promise<IncomingMessage> {
  const headers = { authorization: `Simple ${emulator.apiKey}` };
  const [response] = (await once(get(`${emulator.url}/v1/scms`, { headers, agent: false }), "response")) as [
    IncomingMessage,
  ];
  return response;
}

test("writes an endless response until the client closes the connection", async () => {
  emulator.injectFault({ action: { kind: "endless" } });
  const response = await listed();
  let bytes = 0;
  let start = "";
  for await (const chunk of response as AsyncIterable<Buffer>) {
    if (bytes === 0) start = chunk.toString("utf8", 0, 1);
    bytes += chunk.length;
    if (bytes > 50 * 1024 * 1024) break;
  }
  expect([response.statusCode, start]).toEqual([200, "{"]);
  expect((await call(emulator, "GET", "/v1/scms")).status).toBe(200);
});

test("sends a dripping response byte by byte to its end", async () => {
  emulator.injectFault({ path: "/v1/admin/scms", afterCommit: true, action: { kind: "drip", ms: 1 } });
  const start = performance.now();
  const { status, json, text } = await call(emulator, "POST", "/v1/admin/scms", { body: createBody() });
  expect([status, json]).toMatchObject([200, { id: "bb" }]);
  expect(performance.now() - start).toBeGreaterThanOrEqual(text.length - 1);
});

test("sends a gzip bomb that is small compressed and large decompressed", async () => {
  emulator.injectFault({ action: { kind: "gzipBomb", mebibytes: 64 } });
  const response = await listed();
  let packed = 0;
  let unpacked = 0;
  response.on("data", (chunk: Buffer) => (packed += chunk.length));
  for await (const chunk of response.pipe(createGunzip()) as AsyncIterable<Buffer>) unpacked += chunk.length;
  expect(response.headers["content-encoding"]).toBe("gzip");
  expect(unpacked).toBe(64 * 1024 * 1024 + 1);
  expect(packed).toBeLessThan(unpacked / 500);
});

test("closes the emulator promptly during such responses", async () => {
  const other = await startEmulator();
  other.injectFault({ action: { kind: "endless" } });
  other.injectFault({ action: { kind: "drip", ms: 60_000 } });
  const responses = [await fetch(`${other.url}/v1/scms`), await fetch(`${other.url}/v1/scms`)];
  const bodies = responses.map(({ body }) => body?.getReader());
  for (const reader of bodies) await reader?.read();
  const start = performance.now();
  await other.close();
  expect(performance.now() - start).toBeLessThan(1000);
});

test.each([{ kind: "endless" }, { kind: "drip", ms: 1 }, { kind: "gzipBomb", mebibytes: 1 }] as const)(
  "applies %j before the cluster creates, unless afterCommit is set",
  async (action) => {
    emulator.injectFault({ action });
    const response = await fetch(`${emulator.url}/v1/admin/scms`, {
      method: "POST",
      headers: { authorization: `Simple ${emulator.apiKey}` },
      body: JSON.stringify(createBody()),
    });
    await response.body?.cancel();
    expect([response.status, emulator.scm("bb")]).toEqual([200, undefined]);
  },
);
