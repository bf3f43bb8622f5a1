import { useEmulator } from "../support/shared";
import { call, createBody, statusAndCode, URLS } from "./support";

const emulator = useEmulator();

async function responseTo(method: string, path: string, body?: object) {
  return statusAndCode(await call(emulator, method, path, body === undefined ? {} : { body }));
}

/** Expects an error, and no change. */
async function expectRefused(code: number, method: string, path: string, body?: object): Promise<void> {
  const before = emulator.scms();
  expect((await responseTo(method, path, body))[1]).toBe(code);
  expect(emulator.scms()).toEqual(before);
}

describe("deleting", () => {
  test("is rejected for an enabled configuration: 4040", async () => {
    const { id } = emulator.seed();
    await expectRefused(4040, "DELETE", `/v1/admin/scms/${id}`);
  });

  test("the default is refused: 4041", async () => {
    const { id } = emulator.seed({ default: true });
    await expectRefused(4041, "DELETE", `/v1/admin/scms/${id}`);
  });

  test("is rejected for a disabled configuration in use: 4043, and succeeds when it isn't in use anymore", async () => {
    const { id } = emulator.seed({ enabled: false, inUse: true });
    await expectRefused(4043, "DELETE", `/v1/admin/scms/${id}`);
    emulator.setInUse(id, false);
    expect(await responseTo("DELETE", `/v1/admin/scms/${id}`)).toEqual([204, undefined]);
  });

  test("is rejected for internal in any state: 4045", async () => {
    await expectRefused(4045, "DELETE", "/v1/admin/scms/internal");
    emulator.seed({ default: true });
    emulator.change("internal", { enabled: false });
    await expectRefused(4045, "DELETE", "/v1/admin/scms/internal");
  });
});

describe("disabling", () => {
  test("the default is refused: 4041", async () => {
    await expectRefused(4041, "PATCH", "/v1/admin/scms/internal", { enabled: false });
  });

  test("is rejected for the default together with new URLs: 4041", async () => {
    const { id } = emulator.seed({ default: true });
    const urls = { ...URLS, web: "https://elsewhere.example.com" };
    await expectRefused(4041, "PATCH", `/v1/admin/scms/${id}`, { enabled: false, urls });
  });

  test("succeeds for a configuration in use", async () => {
    const { id } = emulator.seed({ inUse: true });
    expect((await responseTo("PATCH", `/v1/admin/scms/${id}`, { enabled: false }))[0]).toBe(200);
  });

  test("is rejected for the last enabled configuration, even if it isn't the default: 4045", async () => {
    const { id } = emulator.seed();
    emulator.change("internal", { enabled: false, default: false });
    await expectRefused(4045, "PATCH", `/v1/admin/scms/${id}`, { enabled: false });
  });
});

describe("internal", () => {
  test("can be disabled once another is the default, enabled again and made the default again", async () => {
    const { id } = emulator.seed();
    expect((await responseTo("POST", `/v1/admin/scms/${id}/default`))[0]).toBe(204);
    expect((await responseTo("PATCH", "/v1/admin/scms/internal", { enabled: false }))[0]).toBe(200);
    expect((await responseTo("PATCH", "/v1/admin/scms/internal", { enabled: true }))[0]).toBe(200);
    expect((await responseTo("POST", "/v1/admin/scms/internal/default"))[0]).toBe(204);
    expect(emulator.scm("internal")).toMatchObject({ enabled: true, default: true });
  });

  test("rejects URLs: 4045", async () => {
    await expectRefused(4045, "PATCH", "/v1/admin/scms/internal", { urls: URLS });
  });

  test("can't be created, even if other properties are invalid: 4045", async () => {
    await expectRefused(4045, "POST", "/v1/admin/scms", createBody({ provider: "internal" }));
    await expectRefused(4045, "POST", "/v1/admin/scms", { provider: "internal" });
  });

  test("reserves its id: 4044", async () => {
    await expectRefused(4044, "POST", "/v1/admin/scms", createBody({ id: "internal" }));
  });
});

test("rejects a disabled configuration as the default: 4042", async () => {
  const { id } = emulator.seed({ enabled: false });
  await expectRefused(4042, "POST", `/v1/admin/scms/${id}/default`);
});

test("accepts the default as the default again", async () => {
  expect(await responseTo("POST", "/v1/admin/scms/internal/default")).toEqual([204, undefined]);
  expect(emulator.scm("internal")).toMatchObject({ default: true });
});

describe("uniqueness", () => {
  test("is checked for the id: 409, 4044", async () => {
    emulator.seed({ id: "bb" });
    expect(await responseTo("POST", "/v1/admin/scms", createBody())).toEqual([409, 4044]);
  });

  test("is checked for provider, client id and web URL together: 4044", async () => {
    emulator.seed({ clientId: "consumer-key", enabled: false });
    await expectRefused(4044, "POST", "/v1/admin/scms", createBody());
  });

  test.each([
    ["provider", { provider: "github" }],
    ["client id", { oauth: { client_id: "another", client_secret: "s" } }],
    ["web URL", { urls: { ...URLS, web: "https://bitbucket.example.com" } }],
  ])("allows another %s", async (_difference, changes) => {
    emulator.seed({ clientId: "consumer-key" });
    expect((await responseTo("POST", "/v1/admin/scms", createBody(changes)))[0]).toBe(201);
  });

  test("allows two configurations without a client id", async () => {
    const server = { provider: "bitbucket", urls: URLS };
    expect((await responseTo("POST", "/v1/admin/scms", server))[0]).toBe(201);
    expect((await responseTo("POST", "/v1/admin/scms", server))[0]).toBe(201);
  });

  test("is checked by a PATCH for another configuration's web URL, not its own: 4044", async () => {
    const web = "https://bitbucket.example.com";
    emulator.seed({ clientId: "k", urls: { ...URLS, web } });
    const { id } = emulator.seed({ clientId: "k" });
    await expectRefused(4044, "PATCH", `/v1/admin/scms/${id}`, { urls: { ...URLS, web } });
    expect((await responseTo("PATCH", `/v1/admin/scms/${id}`, { urls: URLS }))[0]).toBe(200);
  });

  test("allows a deleted configuration's consumer again", async () => {
    expect((await responseTo("POST", "/v1/admin/scms", createBody({ enabled: false })))[0]).toBe(201);
    expect((await responseTo("DELETE", "/v1/admin/scms/bb"))[0]).toBe(204);
    expect((await responseTo("POST", "/v1/admin/scms", createBody()))[0]).toBe(201);
  });
});

test("accepts one of many concurrent creates for the same consumer", async () => {
  const bodies = Array.from({ length: 16 }, (_, index) => createBody({ id: `bb-${index}` }));
  const responses = await Promise.all(bodies.map((body) => responseTo("POST", "/v1/admin/scms", body)));
  expect(responses.map(([status]) => status).sort()).toEqual([201, ...Array<number>(15).fill(409)]);
  expect(emulator.scms()).toHaveLength(2);
});
