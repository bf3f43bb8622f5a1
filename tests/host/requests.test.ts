import { CONSUMER, sent } from "../support/cluster";
import type { Resource } from "../support/engine/snapshot";
import { type Host, HOST_NAMES } from "../support/host";
import { checked, created, useHostCluster } from "../support/hostStack";

const DELETE = "DELETE /v1/admin/scms/ID";
const PATCH = "PATCH /v1/admin/scms/ID";

const URLS = {
  web: "https://bitbucket.org",
  api: "https://api.bitbucket.org",
  ssh: "ssh://git@altssh.bitbucket.org:443",
};

describe.each(HOST_NAMES)("%s", (kind) => {
  const cluster = useHostCluster(kind);

  /** What an operation of the engine sends in a run of its own. */
  async function sentBy(operation: (host: Host) => Promise<unknown>): Promise<string[]> {
    const { emulator } = cluster;
    const host = await cluster.newRun();
    emulator.requests.clear();
    await operation(host);
    return sent(emulator).map((request) => request.replaceAll(/[\da-f]{8}-[-\da-f]{27}/g, "ID"));
  }

  async function create(host: Host, args = {}, index = 0): Promise<Resource> {
    const consumerKey = `${CONSUMER.consumerKey}-${index}`;
    return created(host, { consumerKey, ...args }, `resource-${index}`);
  }

  const createInRun = async (args = {}, index = 0) => create(await cluster.newRun(), args, index);

  test("sends one request to create, and one more to make the default", async () => {
    expect(await sentBy((host) => create(host))).toEqual(["POST /v1/admin/scms"]);
    cluster.emulator.reset();
    expect(await sentBy((host) => create(host, { isDefault: true }))).toEqual([
      "POST /v1/admin/scms",
      "POST /v1/admin/scms/ID/default",
    ]);
  });

  test("sends no request in a preview or an up without changes", async () => {
    const resource = await createInRun();
    const { inputs } = resource;
    const seen = await sentBy(async (host) => {
      await host.check(resource.urn, inputs, await checked(host));
      await host.diff(resource, inputs);
      await host.diff(resource, { ...inputs, enabled: false });
      await host.diff(resource, { ...inputs, consumerKey: "another" });
    });
    expect(seen).toEqual([]);
  });

  test.each([{ enabled: false }, { urls: URLS }, { enabled: false, urls: URLS }])(
    "sends one request to update %j in place",
    async (change) => {
      const resource = await createInRun();
      expect(await sentBy((host) => host.update(resource, { ...resource.inputs, ...change }))).toEqual([
        PATCH,
      ]);
    },
  );

  test("sends one list for a refresh of many, and one more request for each missing configuration", async () => {
    const resources = await Promise.all([0, 1, 2].map((index) => createInRun({}, index)));
    const readAll = (host: Host) => Promise.all(resources.map((resource) => host.read(resource)));
    expect(await sentBy(readAll)).toEqual(["GET /v1/scms"]);
    cluster.emulator.remove(resources[1]?.id ?? "");
    expect(await sentBy(readAll)).toEqual(["GET /v1/scms", "GET /v1/scms/ID"]);
  });

  test("sends three requests to destroy if enabled, one if not, and one more to hand the default back", async () => {
    const enabled = await createInRun();
    expect(await sentBy((host) => host.delete(enabled))).toEqual([DELETE, PATCH, DELETE]);
    const disabled = await createInRun({ enabled: false });
    expect(await sentBy((host) => host.delete(disabled))).toEqual([DELETE]);
    const standard = await createInRun({ isDefault: true });
    expect(await sentBy((host) => host.delete(standard))).toEqual([
      DELETE,
      "POST /v1/admin/scms/internal/default",
      PATCH,
      DELETE,
    ]);
  });

  test("shares eight connections among a hundred creates, eight at a time", async () => {
    const { emulator } = cluster;
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
});
