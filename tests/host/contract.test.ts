import { type Fault, startEmulator } from "../../emulator/src";
import { PUBLIC_URLS } from "../../client/wire/hostUrls";
import { CONSUMER, connectionTo, held, sent, writes } from "../support/cluster";
import { Host } from "../support/host";
import { URN } from "../support/inputs";
import { useEmulator } from "../support/shared";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const program = { __urn: URN, ...CONSUMER };

const emulator = useEmulator();

async function newHost(env = connectionTo(emulator)): Promise<Host> {
  const host = await Host.start(env);
  await host.configure({});
  return host;
}

test("reaches the provider through the line, for a whole lifecycle", async () => {
  await using host = await newHost();
  const { inputs, failures } = await host.check({}, program);
  expect(failures).toEqual([]);
  const { id, outs } = await host.create(inputs);
  expect(held(emulator)).toMatchObject([{ id, clientId: CONSUMER.consumerKey }]);

  const news = { ...inputs, enabled: false };
  expect(await host.diff(id, outs, news)).toMatchObject({ changes: 2, replaces: [] });
  const updated = await host.update(id, outs, news);
  expect(updated).toMatchObject({ enabled: false });
  expect(await host.read(id, updated)).toEqual({ id, props: updated, inputs: news });
});

test("deletes from a fresh host what the state has", async () => {
  const { id, outs } = await createdBy(await newHost());
  await using host = await newHost();
  await host.delete(id, outs);
  expect(held(emulator)).toEqual([]);
});

test("reads the connection from the stack's config if the environment doesn't set it", async () => {
  await using host = await Host.start({});
  await host.configure({ "algorithmia:apiUrl": emulator.url, "algorithmia:apiKey": emulator.apiKey });
  const { inputs } = await host.check({}, program);
  const { id } = await host.create(inputs);
  expect(emulator.scm(id)).toBeDefined();
});

test("shares one list among the reads of a run, until that run writes", async () => {
  const first = emulator.seed({ clientId: "key-a" });
  const second = emulator.seed({ clientId: "key-b" });
  await using host = await newHost();
  const props = { __urn: URN, apiUrl: emulator.url };
  await Promise.all([host.read(first.id, props), host.read(second.id, props)]);
  expect(sent(emulator)).toEqual(["GET /v1/scms"]);

  const { inputs } = await host.check({}, program);
  await host.create(inputs);
  emulator.requests.clear();
  await host.read(first.id, props);
  expect(sent(emulator)).toEqual([`GET /v1/scms/${first.id}`]);
});

test("confirms a configuration missing from the list with a GET before it reports it gone", async () => {
  const { id, outs } = await createdBy(await newHost());
  emulator.remove(id);
  await using host = await newHost();
  emulator.requests.clear();
  expect(await host.read(id, outs)).toMatchObject({ id: "" });
  expect(sent(emulator)).toEqual(["GET /v1/scms", `GET /v1/scms/${id}`]);
});

test("fails a get of a configuration that doesn't exist", async () => {
  await using host = await newHost();
  await expect(host.read("nope", { __urn: URN })).rejects.toThrow(
    /The program reads the configuration nope, but it doesn't exist/,
  );
  await expect(host.read("internal", { __urn: URN })).rejects.toThrow(
    /not Bitbucket Cloud.*getScmConfiguration/s,
  );
});

test("fails on a 404 that isn't the cluster's own instead of dropping the configuration", async () => {
  await using host = await newHost();
  emulator.injectFault({ path: "/v1/scms/*", action: { kind: "html", status: 404 } });
  await expect(host.read("bitbucket", { __urn: URN, apiUrl: emulator.url })).rejects.toThrow(
    /algorithmia:apiUrl/,
  );
});

test("reads before it repeats a create whose response is lost, and creates one configuration", async () => {
  await using host = await newHost();
  emulator.injectFault({ method: "POST", afterCommit: true, action: { kind: "cut" } });
  const { inputs } = await host.check({}, program);
  const { id } = await host.create(inputs);
  expect(held(emulator)).toMatchObject([{ id }]);
});

test("rejects two defaults or a shared consumer, as far as preview can know", async () => {
  await using host = await newHost();
  const other = { ...program, __urn: `${URN}-2`, isDefault: true };
  await host.check({}, { ...program, isDefault: true });
  const { failures } = await host.check({}, other);
  expect(failures.map(({ property }) => property)).toEqual(["isDefault", '["consumerKey"]']);
  const unknown = await host.check({}, { ...program, __urn: `${URN}-3`, consumerKey: UNKNOWN });
  expect(unknown.failures).toEqual([]);
});

test("fails if the address moves to another cluster, and records one of the same cluster", async () => {
  const { id, outs, inputs } = await createdBy(await newHost());
  const elsewhere = await startEmulator();
  try {
    await using host = await newHost(connectionTo(elsewhere));
    const moved = { ...inputs, apiUrl: elsewhere.url };
    await expect(host.update(id, outs, moved)).rejects.toThrow(/has no configuration/);
    const others = [
      { clientId: "another-key" },
      { clientId: CONSUMER.consumerKey, provider: "github" },
      { clientId: CONSUMER.consumerKey, urls: { ...PUBLIC_URLS, web: "https://bitbucket.example.com" } },
    ] as const;
    for (const other of others) {
      elsewhere.seed({ id, ...other });
      await expect(host.update(id, outs, { ...moved, enabled: false })).rejects.toThrow(
        /has another provider/,
      );
      elsewhere.remove(id);
    }
    expect(writes(elsewhere)).toEqual([]);
    elsewhere.seed({ id, clientId: CONSUMER.consumerKey });
    expect(await host.update(id, outs, moved)).toMatchObject({ apiUrl: elsewhere.url });
    expect(writes(elsewhere)).toEqual([]);
    await expect(host.delete(id, outs)).rejects.toThrow(/never sent to another cluster/);
  } finally {
    await elsewhere.close();
  }
});

test("prints no stack trace of an error in the host's output", async () => {
  await using host = await newHost({ ...connectionTo(emulator), ALGORITHMIA_API_KEY: "wrong" });
  const { inputs } = await host.check({}, program);
  await expect(host.create(inputs)).rejects.toThrow(/2002/);
  await expect(host.read("bitbucket", { ...inputs, __managed: [] })).rejects.toThrow(/2002/);
  expect(host.stderr.join("")).not.toMatch(/\n\s+at /);
});

test("fails each read that shares a failed list with the cluster's response", async () => {
  await using host = await newHost({ ...connectionTo(emulator), ALGORITHMIA_API_KEY: "wrong" });
  const props = { __urn: URN, apiUrl: emulator.url };
  const reads = await Promise.allSettled(["a", "b", "c"].map((id) => host.read(id, props)));
  expect(reads.map((read) => (read.status === "rejected" ? String(read.reason) : "read"))).toEqual(
    reads.map(() => expect.stringContaining("2002") as unknown),
  );
});

test("continues with the created configuration if the response to a create with the user's id is lost", async () => {
  await using host = await newHost();
  emulator.injectFault({ method: "POST", afterCommit: true, action: { kind: "cut" } });
  const { inputs } = await host.check({}, { ...program, configurationId: "bitbucket" });
  expect(await host.create(inputs)).toMatchObject({ id: "bitbucket" });
  expect(held(emulator)).toMatchObject([{ id: "bitbucket" }]);
});

describe("a create under the user's own id that exists by hand with the same key", () => {
  const fault = (action: object, afterCommit: boolean) => ({ method: "POST", afterCommit, action }) as Fault;
  test.each([
    ["no fault", undefined],
    ["502 before the cluster acted", fault({ kind: "html", status: 502 }, false)],
    ["a cut before the cluster acted", fault({ kind: "cut" }, false)],
    ["a cut after the cluster acted", fault({ kind: "cut" }, true)],
    ["500 after the cluster acted", fault({ kind: "error", status: 500 }, true)],
  ])("is refused with %s", async (_what, order) => {
    const byHand = emulator.seed({ id: "bitbucket", clientId: CONSUMER.consumerKey });
    await using host = await newHost();
    const { inputs } = await host.check({}, { ...program, configurationId: "bitbucket" });
    if (order !== undefined) {
      emulator.injectFault(order);
    }
    await expect(host.create(inputs)).rejects.toThrow(/4044.*ALGORITHMIA_ADOPT=bitbucket pulumi up/s);
    expect(held(emulator)).toEqual([byHand]);
    expect(writes(emulator)).toEqual([]);
  });
});

test("applies the environment variable that an error names to a resource with an explicit provider too", async () => {
  const byHand = emulator.seed({ id: "by-hand", clientId: CONSUMER.consumerKey, inUse: true });
  await using host = await Host.start({
    ALGORITHMIA_ADOPT: "other, by-hand",
    ALGORITHMIA_WHEN_IN_USE: "disable",
    ALGORITHMIA_VERIFY_CONSUMER: "off",
  });
  const connection = { "algorithmia:apiUrl": emulator.url, "algorithmia:apiKey": emulator.apiKey };
  await host.configure({ ...connection, "algorithmia:explicit": "true" });
  const { inputs } = await host.check({}, program);
  const { id, outs } = await host.create(inputs);
  expect(id).toBe(byHand.id);
  await host.renew({ ...connection, "algorithmia:explicit": "true" });
  await host.delete(id, outs);
  expect(held(emulator)).toMatchObject([{ id, enabled: false, inUse: true }]);
});

test("names a conflict that the cluster reports without a code", async () => {
  emulator.setQuirks({ errorShape: "text" });
  const byHand = emulator.seed({ id: "by-hand", clientId: CONSUMER.consumerKey });
  await using host = await newHost();
  const { inputs } = await host.check({}, program);
  await expect(host.create(inputs)).rejects.toThrow(/ALGORITHMIA_ADOPT=by-hand pulumi up/);
  expect(held(emulator)).toEqual([byHand]);
});

describe("a delete that is refused with 4043", () => {
  test("leaves a configuration that an admin disabled as it is", async () => {
    const { id, outs } = await createdBy(await newHost());
    emulator.change(id, { enabled: false, inUse: true });
    await using host = await newHost();
    await expect(host.delete(id, outs)).rejects.toThrow(/4043.*Nothing was changed/s);
    expect(emulator.scm(id)).toMatchObject({ enabled: false });
  });

  test("leaves the default where an admin moved it", async () => {
    const { id, outs } = await createdBy(await newHost(), { isDefault: true });
    emulator.change("internal", { default: true });
    emulator.change(id, { inUse: true });
    await using host = await newHost();
    await expect(host.delete(id, outs)).rejects.toThrow(
      /4043.*The provider enabled the configuration again\.$/s,
    );
    expect(emulator.scm("internal")).toMatchObject({ default: true });
    expect(emulator.scm(id)).toMatchObject({ enabled: true, default: false });
  });
});

async function createdBy(
  host: Host,
  args: Record<string, unknown> = {},
): Promise<{ id: string; outs: Record<string, unknown>; inputs: Record<string, unknown> }> {
  await using _ = host;
  const { inputs } = await host.check({}, { ...program, ...args });
  return { ...(await host.create(inputs)), inputs };
}
