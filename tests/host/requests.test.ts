import { CONSUMER, connectionTo, sent } from "../support/cluster";
import { Host } from "../support/host";
import { URN } from "../support/inputs";
import { useEmulator } from "../support/shared";

const emulator = useEmulator();

/** One operation of the engine, which starts a host for it: what it sends. */
async function sentBy(operation: (host: Host) => Promise<unknown>): Promise<string[]> {
  await using host = await Host.start(connectionTo(emulator));
  await host.configure({});
  emulator.requests.clear();
  await operation(host);
  return sent(emulator).map((request) => request.replaceAll(/[\da-f]{8}-[-\da-f]{27}/g, "ID"));
}

const program = (index = 0) => ({
  __urn: `${URN}-${index}`,
  consumerKey: `${CONSUMER.consumerKey}-${index}`,
  consumerSecret: CONSUMER.consumerSecret,
});

async function create(host: Host, args = {}, index = 0) {
  const { inputs } = await host.check({}, { ...program(index), ...args });
  return { inputs, ...(await host.create(inputs)) };
}

async function created(args = {}, index = 0) {
  await using host = await Host.start(connectionTo(emulator));
  await host.configure({});
  return await create(host, args, index);
}

const DELETE = "DELETE /v1/admin/scms/ID";
const PATCH = "PATCH /v1/admin/scms/ID";

test("sends one request to create, and one more to make the default", async () => {
  expect(await sentBy((host) => create(host))).toEqual(["POST /v1/admin/scms"]);
  emulator.reset();
  expect(await sentBy((host) => create(host, { isDefault: true }))).toEqual([
    "POST /v1/admin/scms",
    "POST /v1/admin/scms/ID/default",
  ]);
});

test("sends no request in a preview or an up without changes", async () => {
  const { id, inputs, outs } = await created();
  const seen = await sentBy(async (host) => {
    await host.check(inputs, program());
    await host.diff(id, outs, inputs);
    await host.diff(id, outs, { ...inputs, enabled: false });
    await host.diff(id, outs, { ...inputs, consumerKey: "another" });
  });
  expect(seen).toEqual([]);
});

test.each([
  ["enabled", { enabled: false }],
  [
    "urls",
    {
      urls: {
        web: "https://bitbucket.org",
        api: "https://api.bitbucket.org",
        ssh: "ssh://git@altssh.bitbucket.org:443",
      },
    },
  ],
  [
    "both",
    {
      enabled: false,
      urls: {
        web: "https://bitbucket.org",
        api: "https://api.bitbucket.org",
        ssh: "ssh://git@altssh.bitbucket.org:443",
      },
    },
  ],
])("sends one request to update %s in place", async (_name, change) => {
  const { id, inputs, outs } = await created();
  expect(await sentBy((host) => host.update(id, outs, { ...inputs, ...change }))).toEqual([PATCH]);
});

test("sends one list for a refresh of many, and one more request for each missing configuration", async () => {
  const made = await Promise.all([0, 1, 2].map((index) => created({}, index)));
  const readAll = (host: Host) => Promise.all(made.map(({ id, outs }) => host.read(id, outs)));
  expect(await sentBy(readAll)).toEqual(["GET /v1/scms"]);
  emulator.remove(made[1]?.id ?? "");
  expect(await sentBy(readAll)).toEqual(["GET /v1/scms", "GET /v1/scms/ID"]);
});

test("sends three requests to destroy if enabled, one if not, and one more to hand the default back", async () => {
  const enabled = await created();
  expect(await sentBy((host) => host.delete(enabled.id, enabled.outs))).toEqual([DELETE, PATCH, DELETE]);
  const disabled = await created({ enabled: false });
  expect(await sentBy((host) => host.delete(disabled.id, disabled.outs))).toEqual([DELETE]);
  const standard = await created({ isDefault: true });
  expect(await sentBy((host) => host.delete(standard.id, standard.outs))).toEqual([
    DELETE,
    "POST /v1/admin/scms/internal/default",
    PATCH,
    DELETE,
  ]);
});

test("shares eight connections among a hundred creates, eight at a time", async () => {
  const todo = Array.from({ length: 100 }, (_, index) => index);
  const before = emulator.connections;
  const seen = await sentBy((host) => {
    const worker = async (): Promise<void> => {
      for (let index = todo.pop(); index !== undefined; index = todo.pop()) await create(host, {}, index);
    };
    return Promise.all(Array.from({ length: 8 }, worker));
  });
  expect(seen).toHaveLength(100);
  expect(emulator.connections - before).toBeLessThanOrEqual(8);
});
