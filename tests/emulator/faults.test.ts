import type { Fault, FaultAction } from "../../emulator/src";
import { useEmulator } from "../support/shared";
import { ANY_STRING, call, createBody, statusAndCode } from "./support";

const emulator = useEmulator();

const CREATE = { method: "POST", path: "/v1/admin/scms" } as const;

function inject(action: FaultAction, fault: Partial<Fault> = {}): void {
  emulator.injectFault({ ...fault, action });
}

async function create() {
  return call(emulator, "POST", "/v1/admin/scms", { body: createBody() });
}

async function list() {
  return call(emulator, "GET", "/v1/scms");
}

function created(): boolean {
  return emulator.scm("bb") !== undefined;
}

/** Expects the connection to close before the end of the response. */
async function expectCut(pending: Promise<unknown>): Promise<void> {
  await expect(pending).rejects.toMatchObject({ cause: { code: "UND_ERR_SOCKET" } });
}

const ANSWERS: [FaultAction, number][] = [
  [{ kind: "error", status: 503 }, 503],
  [{ kind: "html" }, 502],
  [{ kind: "html", status: 200 }, 200],
  [{ kind: "truncatedJson" }, 200],
  [{ kind: "wrongShape" }, 200],
  [{ kind: "echo" }, 400],
  [{ kind: "redirect", location: "https://elsewhere.example.com/" }, 302],
];

describe.each(ANSWERS)("the response of %j", (action, status) => {
  test("comes without the request's effect", async () => {
    inject(action, CREATE);
    expect((await create()).status).toBe(status);
    expect(created()).toBe(false);
  });

  test("comes after the request's effect with afterCommit", async () => {
    inject(action, { ...CREATE, afterCommit: true });
    expect((await create()).status).toBe(status);
    expect(created()).toBe(true);
  });
});

describe.each([{ kind: "cut" }, { kind: "cutInBody" }] as FaultAction[])(
  "the dropped connection of %j",
  (action) => {
    test("comes without the request's effect", async () => {
      inject(action, CREATE);
      await expectCut(create());
      expect(created()).toBe(false);
    });

    test("comes after the request's effect with afterCommit", async () => {
      inject(action, { ...CREATE, afterCommit: true });
      await expectCut(create());
      expect(created()).toBe(true);
    });
  },
);

test("sends the headers and a part of the body before cutInBody drops the connection", async () => {
  inject({ kind: "cutInBody" });
  const response = await fetch(`${emulator.url}/v1/scms`);
  expect(response.status).toBe(200);
  await expectCut(response.text());
  expect(emulator.requests.all()).toMatchObject([{ status: 200 }]);
});

test("drops the connection at once with refuse, without a response or an effect", async () => {
  inject({ kind: "refuse" }, CREATE);
  await expectCut(create());
  expect(created()).toBe(false);
  expect(emulator.requests.all()).toMatchObject([
    { method: "POST", path: "/v1/admin/scms", status: undefined },
  ]);
});

test("never responds with hang, before or after the request's effect", async () => {
  inject({ kind: "hang" }, { ...CREATE, afterCommit: true });
  const asked = new AbortController();
  const pending = fetch(`${emulator.url}/v1/admin/scms`, {
    method: "POST",
    headers: { authorization: `Simple ${emulator.apiKey}` },
    body: JSON.stringify(createBody()),
    signal: asked.signal,
  });
  const outcome = Promise.race([pending.then(() => "responded"), until(created).then(() => "hanging")]);
  expect(await outcome).toBe("hanging");
  asked.abort();
  await expect(pending).rejects.toThrow("aborted");
});

test("delays the usual response with delay", async () => {
  inject({ kind: "delay", ms: 150 }, CREATE);
  const start = performance.now();
  expect((await create()).status).toBe(201);
  expect(performance.now() - start).toBeGreaterThanOrEqual(149);
});

test("applies the effect of a delayed request even if the client has disconnected", async () => {
  inject({ kind: "delay", ms: 100 }, CREATE);
  const pending = fetch(`${emulator.url}/v1/admin/scms`, {
    method: "POST",
    headers: { authorization: `Simple ${emulator.apiKey}` },
    body: JSON.stringify(createBody()),
    signal: AbortSignal.timeout(30),
  });
  await expect(pending).rejects.toThrow("timeout");
  expect(created()).toBe(false);
  await until(created);
});

test("applies the latency to every request to the cluster", async () => {
  emulator.setLatency(60);
  const start = performance.now();
  await list();
  await list();
  expect(performance.now() - start).toBeGreaterThanOrEqual(119);
});

test.each(["0", "2", "Wed, 21 Oct 2026 07:28:00 GMT", "soon"])(
  "sends Retry-After %s unchanged with an error",
  async (retryAfter) => {
    inject({ kind: "error", status: 429, retryAfter });
    const { status, headers } = await list();
    expect([status, headers.get("retry-after")]).toEqual([429, retryAfter]);
  },
);

test("sends an error with a given code, message and shape", async () => {
  inject({ kind: "error", status: 500, code: 5001, message: "Out of disk", shape: "flat" });
  expect((await list()).json).toEqual({ id: ANY_STRING, code: 5001, message: "Out of disk" });
  inject({ kind: "error", status: 500, message: "Out of disk", shape: "text" });
  expect((await list()).json).toEqual({ error: "Out of disk" });
  inject({ kind: "error", status: 500, code: 5001 });
  expect(statusAndCode(await list())).toEqual([500, 5001]);
});

test("sends a page with html", async () => {
  inject({ kind: "html" });
  const { headers, text } = await list();
  expect(headers.get("content-type")).toContain("text/html");
  expect(text).toContain("<html>");
});

test("sends a complete response of incomplete JSON with truncatedJson", async () => {
  inject({ kind: "truncatedJson" }, { afterCommit: true });
  const { status, text, json } = await list();
  expect([status, json]).toEqual([200, undefined]);
  expect(text).toMatch(/^\{"results":\[/);
});

test("sends the given JSON with wrongShape", async () => {
  inject({ kind: "wrongShape", body: { results: "none" } });
  expect((await list()).json).toEqual({ results: "none" });
  inject({ kind: "wrongShape", body: null });
  expect((await list()).text).toBe("null");
});

test("repeats credentials and body in three formats with echo", async () => {
  const echoes: string[] = [];
  for (const as of ["json", "html", "base64"] as const) {
    inject({ kind: "echo", as }, CREATE);
    const { text } = await create();
    echoes.push(
      as === "base64"
        ? Buffer.from((JSON.parse(text) as { error: string }).error, "base64").toString()
        : text,
    );
  }
  for (const echo of echoes) {
    expect(echo).toContain(emulator.apiKey);
    expect(echo).toContain("consumer-secret");
  }
});

test("sends the location with redirect, without following it", async () => {
  inject({ kind: "redirect", status: 307, location: "http://127.0.0.1:1/steal" });
  const { status, headers } = await list();
  expect([status, headers.get("location")]).toEqual([307, "http://127.0.0.1:1/steal"]);
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}
