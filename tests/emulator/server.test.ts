import { once } from "node:events";
import { request as httpsRequest } from "node:https";
import { connect } from "node:net";
import { text } from "node:stream/consumers";

import { type Emulator, startEmulator } from "../../emulator/src";
import { makeCertificate } from "../support/certificates";
import { useEmulator } from "../support/shared";
import { call, createBody, statusAndCode, statusWithHost } from "./support";

const emulator = useEmulator({ hostNames: ["cluster.test"] });

function statusFor(host: string, path = "/v1/scms"): Promise<number | undefined> {
  return statusWithHost(emulator.url + path, host);
}

/** Sends raw bytes and returns the complete response. */
async function exchange(bytes: string): Promise<string> {
  const socket = connect(emulator.port, "127.0.0.1");
  socket.end(bytes);
  return text(socket);
}

describe("the Host header", () => {
  test.each(["127.0.0.1", "localhost", "api.localhost", "cluster.test", "api.cluster.test", "CLUSTER.test"])(
    "is accepted as %s with the port",
    async (name) => {
      expect(await statusFor(`${name}:${emulator.port}`)).toBe(401);
    },
  );

  test.each([
    "evil.test",
    "127.0.0.1.evil.test",
    "cluster.test.evil.test",
    "api.api.cluster.test",
    "127.0.0.2",
    "[::1]",
  ])("is rejected as %s with the port: 421, also by the control API", async (name) => {
    expect(await statusFor(`${name}:${emulator.port}`)).toBe(421);
    expect(await statusFor(`${name}:${emulator.port}`, "/emulator/scms")).toBe(421);
  });

  test("is rejected with another port or without one", async () => {
    expect(await statusFor("127.0.0.1")).toBe(421);
    expect(await statusFor(`127.0.0.1:${emulator.port === 65_535 ? 1 : emulator.port + 1}`)).toBe(421);
  });

  test("is overridden by an absolute request target", async () => {
    const host = `127.0.0.1:${emulator.port}`;
    const response = await exchange(
      `GET http://evil.test/v1/scms HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
    );
    expect(response).toMatch(/^HTTP\/1\.1 421 /);
  });
});

describe("hostile requests", () => {
  test.each([
    ["a declared length", (body: string) => body],
    ["chunks", (body: string) => ReadableStream.from([Buffer.from(body)])],
  ])("rejects a body of a megabyte by %s: 413", async (_how, bodyOf) => {
    const response = await fetch(`${emulator.url}/v1/admin/scms`, {
      method: "POST",
      headers: { authorization: `Simple ${emulator.apiKey}` },
      body: bodyOf(JSON.stringify(createBody({ name: "x".repeat(1_000_000) }))) as string,
      duplex: "half",
    });
    expect(response.headers.get("connection")).toBe("close");
    expect([response.status, await response.json()]).toMatchObject([413, { error: { code: 2015 } }]);
    expect(emulator.scms()).toHaveLength(1);
  });

  test.each([
    "/v1/scms/..%2f..%2fadmin",
    "/v1/scms/%2e%2e/%2e%2e/etc/passwd",
    "/v1/scms/%00",
    "/v1/scms/%E0%A4%A",
    "/v1/scms/%ff",
    "/v1/scms/' OR 1=1 --",
    "/v1/scms/'; DROP TABLE scm; --",
    `/v1/scms/${"x".repeat(8000)}`,
    "//v1//scms",
    "/v1/scms/internal/../../emulator/scms",
    "/emulator/../v1/nothing",
    "/emulator%2fscms",
  ])("responds to %s without a failure", async (path) => {
    for (const method of ["GET", "DELETE"]) {
      const [status] = statusAndCode(await call(emulator, method, path));
      expect([401, 404]).toContain(status);
    }
    expect(emulator.scms()).toHaveLength(1);
  });

  test("responds to invalid HTTP with 400, and then serves the next request", async () => {
    expect(await exchange("\u0000\u0001 nonsense\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 /);
    expect((await call(emulator, "GET", "/v1/scms")).status).toBe(200);
  });

  test("changes nothing if the client disconnects within the body", async () => {
    const socket = connect(emulator.port, "127.0.0.1");
    const head = `POST /v1/admin/scms HTTP/1.1\r\nHost: 127.0.0.1:${emulator.port}\r\nContent-Length: 500\r\n`;
    socket.write(`${head}Authorization: Simple ${emulator.apiKey}\r\n\r\n{"provider":`, () =>
      socket.destroy(),
    );
    await once(socket, "close");
    expect((await call(emulator, "GET", "/v1/scms")).status).toBe(200);
    expect(emulator.scms()).toHaveLength(1);
  });
});

test("serves 64 concurrent clients correctly with ten thousand configurations", async () => {
  for (let index = 0; index < 10_000; index += 1) emulator.seed({ id: `seed-${index}` });
  const live = async (id: string) => {
    const path = `/v1/admin/scms/${id}`;
    const oauth = { client_id: id, client_secret: `secret of ${id}` };
    const made = await call(emulator, "POST", "/v1/admin/scms", { body: createBody({ id, oauth }) });
    const changed = await call(emulator, "PATCH", path, { body: { enabled: false } });
    const read = await call(emulator, "GET", `/v1/scms/${id}`);
    return [made, changed, read].map(({ status, json }) => ({ status, ...(json as { id: string }) }));
  };
  const ids = Array.from({ length: 64 }, (_, index) => `bb-${index}`);
  const [listed, ...lives] = await Promise.all([call(emulator, "GET", "/v1/scms"), ...ids.map(live)]);
  for (const [index, id] of ids.entries()) {
    expect(lives[index]).toMatchObject([
      { id, status: 201, enabled: true },
      { id, status: 200, enabled: false },
      { id, status: 200, enabled: false },
    ]);
  }
  expect((listed.json as { results: unknown[] }).results.length).toBeGreaterThanOrEqual(10_001);
  const { json } = await call(emulator, "GET", "/v1/scms");
  expect((json as { results: unknown[] }).results).toHaveLength(10_065);
  expect(ids.map((id) => emulator.secretOf(id))).toEqual(ids.map((id) => `secret of ${id}`));
});

test("counts connections, and logs a connection's number", async () => {
  const before = emulator.connections;
  await statusFor(`127.0.0.1:${emulator.port}`);
  await statusFor(`127.0.0.1:${emulator.port}`);
  expect(emulator.connections).toBe(before + 2);
  expect(emulator.requests.all().map(({ connection }) => connection)).toEqual([before + 1, before + 2]);
});

test("serves https with a given certificate and key", async () => {
  const pair = makeCertificate({ commonName: "cluster", ips: ["127.0.0.1"] });
  const secure = await startEmulator({ tls: pair });
  try {
    expect(secure.url).toBe(`https://127.0.0.1:${secure.port}`);
    const headers = { authorization: `Simple ${secure.apiKey}` };
    const request = httpsRequest(`${secure.url}/v1/scms`, { ca: pair.cert, headers, agent: false }).end();
    const [response] = (await once(request, "response")) as [NodeJS.ReadableStream];
    expect(JSON.parse(await text(response))).toMatchObject({ results: [{ id: "internal" }] });
    expect(secure.requests.all()).toMatchObject([{ status: 200, connection: 1 }]);
  } finally {
    await secure.close();
  }
});

describe("closing", () => {
  let other: Emulator;
  beforeEach(async () => {
    other = await startEmulator();
  });
  afterEach(() => other.close());

  test("is prompt with idle, hanging and delayed requests open", async () => {
    await call(other, "GET", "/v1/scms");
    other.injectFault({ action: { kind: "hang" } });
    other.injectFault({ action: { kind: "delay", ms: 60_000 } });
    const pending = [call(other, "GET", "/v1/scms"), call(other, "GET", "/v1/scms")];
    const outcomes = Promise.allSettled(pending);
    while (other.requests.length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
    const start = performance.now();
    await other.close();
    expect(performance.now() - start).toBeLessThan(1000);
    expect((await outcomes).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  });

  test("succeeds twice", async () => {
    await other.close();
    await expect(other.close()).resolves.toBeUndefined();
  });
});

test("rejects a port in use instead of hanging", async () => {
  await expect(startEmulator({ port: emulator.port })).rejects.toThrow("EADDRINUSE");
});
