import { type Emulator, startEmulator } from "../../emulator/src";
import { CONSUMER, connectionTo, held, sent } from "../support/cluster";
import { Host } from "../support/host";
import { OWNER } from "../support/inputs";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const program = { __owner: OWNER, ...CONSUMER };

let emulator: Emulator;

beforeEach(async () => {
  emulator = await startEmulator();
});

afterEach(() => emulator.close());

async function newHost(env = connectionTo(emulator)): Promise<Host> {
  const host = await Host.start(env);
  await host.configure({});
  return host;
}

test("the line reaches the provider, and a whole life goes through it", async () => {
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

test("a fresh host deletes what the state says", async () => {
  const { id, outs } = await createdBy(await newHost());
  await using host = await newHost();
  await host.delete(id, outs);
  expect(held(emulator)).toEqual([]);
});

test("the connection comes from the stack's config where the environment says nothing", async () => {
  await using host = await Host.start({});
  await host.configure({ "algorithmia:apiUrl": emulator.url, "algorithmia:apiKey": emulator.apiKey });
  const { inputs } = await host.check({}, program);
  const { id } = await host.create(inputs);
  expect(emulator.scm(id)).toBeDefined();
});

test("reads of one run share one list, until that run writes", async () => {
  const first = emulator.seed({ clientId: "key-a" });
  const second = emulator.seed({ clientId: "key-b" });
  await using host = await newHost();
  const props = { __owner: OWNER, apiUrl: emulator.url };
  await Promise.all([host.read(first.id, props), host.read(second.id, props)]);
  expect(sent(emulator)).toEqual(["GET /v1/scms"]);

  const { inputs } = await host.check({}, program);
  await host.create(inputs);
  emulator.requests.clear();
  await host.read(first.id, props);
  expect(sent(emulator)).toEqual([`GET /v1/scms/${first.id}`]);
});

test("a read names what the same resource left behind under another consumer, without a request for it", async () => {
  const leftover = await createdBy(await newHost());
  await using host = await newHost();
  const { inputs } = await host.check({}, { ...program, consumerKey: "key-2" });
  const { id, outs } = await host.create(inputs);
  await using later = await newHost();
  emulator.requests.clear();
  await later.read(id, outs);
  expect(later.stderr.join("")).toContain(`also made the configuration ${leftover.id}`);
  expect(sent(emulator)).toEqual(["GET /v1/scms"]);
});

test("one that the list lacks is confirmed by a GET before it is called gone", async () => {
  await using host = await newHost();
  const answer = await host.read("00000000-0000-8000-a000-000000000000", {
    __owner: OWNER,
    apiUrl: emulator.url,
  });
  expect(answer.id).toBe("");
  expect(sent(emulator)).toEqual(["GET /v1/scms", "GET /v1/scms/00000000-0000-8000-a000-000000000000"]);
});

test("a 404 that is not the cluster's own is an error, not a configuration that is gone", async () => {
  await using host = await newHost();
  emulator.order({ path: "/v1/scms/*", action: { kind: "html", status: 404 } });
  await expect(host.read("bitbucket", { __owner: OWNER, apiUrl: emulator.url })).rejects.toThrow(
    /algorithmia:apiUrl/,
  );
});

test("a create that finds its own first try goes on with it", async () => {
  const first = await createdBy(await newHost());
  await using host = await newHost();
  const { inputs } = await host.check({}, { ...program, enabled: false });
  const second = await host.create(inputs);
  expect(second.id).toBe(first.id);
  expect(held(emulator)).toMatchObject([{ id: first.id, enabled: false }]);
});

test("a create whose answer is lost asks before it repeats, and makes one configuration", async () => {
  await using host = await newHost();
  emulator.order({ method: "POST", afterCommit: true, action: { kind: "cut" } });
  const { inputs } = await host.check({}, program);
  const { id } = await host.create(inputs);
  expect(held(emulator)).toMatchObject([{ id }]);
});

test("a create with another secret replaces what its own broken-off run left behind", async () => {
  const leftover = await createdBy(await newHost());
  await using host = await newHost();
  const { inputs } = await host.check({}, { ...program, consumerSecret: "secret-2" });
  const { id } = await host.create(inputs);
  expect(id).not.toBe(leftover.id);
  expect(held(emulator)).toMatchObject([{ id }]);
  expect(emulator.secretOf(id)).toBe("secret-2");
});

test("two resources can't both be the default, nor share a consumer, as far as preview can know", async () => {
  await using host = await newHost();
  const other = { ...program, __owner: `${OWNER}-2`, isDefault: true };
  await host.check({}, { ...program, isDefault: true });
  const { failures } = await host.check({}, other);
  expect(failures.map(({ property }) => property)).toEqual(["isDefault", '["consumerKey"]']);
  const unknown = await host.check({}, { ...program, __owner: `${OWNER}-3`, consumerKey: UNKNOWN });
  expect(unknown.failures).toEqual([]);
});

test("an address that moves to another cluster is an error, and to the same cluster is recorded", async () => {
  const { id, outs, inputs } = await createdBy(await newHost());
  const elsewhere = await startEmulator();
  try {
    await using host = await newHost(connectionTo(elsewhere));
    const moved = { ...inputs, apiUrl: elsewhere.url };
    await expect(host.update(id, outs, moved)).rejects.toThrow(/it is another cluster/);
    elsewhere.seed({ id, clientId: CONSUMER.consumerKey });
    expect(await host.update(id, outs, moved)).toMatchObject({ apiUrl: elsewhere.url });
    await expect(host.delete(id, outs)).rejects.toThrow(/never sent anywhere else/);
  } finally {
    await elsewhere.close();
  }
});

test("errors carry no stack into the host's output", async () => {
  await using host = await newHost({ ...connectionTo(emulator), ALGORITHMIA_API_KEY: "wrong" });
  const { inputs } = await host.check({}, program);
  await expect(host.create(inputs)).rejects.toThrow(/2002/);
  await expect(host.read("bitbucket", { ...inputs, __managed: [] })).rejects.toThrow(/2002/);
  expect(host.stderr.join("")).not.toMatch(/\n\s+at /);
});

test("reads that share a list which fails each fail with the cluster's answer", async () => {
  await using host = await newHost({ ...connectionTo(emulator), ALGORITHMIA_API_KEY: "wrong" });
  const props = { __owner: OWNER, apiUrl: emulator.url };
  const reads = await Promise.allSettled(["a", "b", "c"].map((id) => host.read(id, props)));
  expect(reads.map((read) => (read.status === "rejected" ? String(read.reason) : "read"))).toEqual(
    reads.map(() => expect.stringContaining("2002") as unknown),
  );
});

test("a create under the user's own id whose answer is lost goes on with what it made", async () => {
  await using host = await newHost();
  emulator.order({ method: "POST", afterCommit: true, action: { kind: "cut" } });
  const { inputs } = await host.check({}, { ...program, configurationId: "bitbucket" });
  expect(await host.create(inputs)).toMatchObject({ id: "bitbucket" });
  expect(held(emulator)).toMatchObject([{ id: "bitbucket" }]);
});

test("one in use that an earlier run, killed half way, left disabled is put back to what the last up left", async () => {
  const { id, outs } = await createdBy(await newHost());
  emulator.change(id, { enabled: false, inUse: true });
  await using host = await newHost();
  await expect(host.delete(id, outs)).rejects.toThrow(/4043/);
  expect(emulator.scm(id)).toMatchObject({ enabled: true });
});

async function createdBy(
  host: Host,
): Promise<{ id: string; outs: Record<string, unknown>; inputs: Record<string, unknown> }> {
  await using _ = host;
  const { inputs } = await host.check({}, program);
  return { ...(await host.create(inputs)), inputs };
}
