import { CONSUMER, held, writes } from "../support/cluster";
import { HOST_NAMES } from "../support/host";
import { type HostStack, useHostCluster } from "../support/hostStack";

/* Changes, drift and failures. tests/lifecycle has a sample with the Pulumi CLI. */

const OTHER_URLS = {
  web: "https://b.example.com",
  api: "https://api.b.example.com",
  ssh: "ssh://git@b.example.com",
};

describe.each(HOST_NAMES)("%s", (kind) => {
  const cluster = useHostCluster(kind);

  /** A stack that manages one configuration of the cluster. */
  async function managed(args = {}): Promise<{ readonly stack: HostStack; readonly id: string }> {
    const stack = cluster.newStack();
    await stack.up(args);
    return { stack, id: held(cluster.emulator)[0]?.id ?? "" };
  }

  describe("an up", () => {
    test("changes enabled, urls, the default and the callback URL in place, each with the fewest requests", async () => {
      const { emulator } = cluster;
      const { stack, id } = await managed();
      const patch = `PATCH /v1/admin/scms/${id}`;
      const changes = [
        [{ enabled: false }, [patch], { enabled: false }],
        [{ enabled: false, urls: OTHER_URLS }, [patch], { urls: OTHER_URLS }],
        [{ isDefault: true }, [patch, `POST /v1/admin/scms/${id}/default`], { enabled: true, default: true }],
        [{ isDefault: true, callbackUrl: "https://front.example.com" }, [], { default: true }],
        [{}, [], { default: true }],
      ] as const;
      for (const [args, requests, outcome] of changes) {
        emulator.requests.clear();
        await stack.up(args);
        expect(writes(emulator)).toEqual(requests);
        expect(held(emulator)).toMatchObject([{ id, ...outcome }]);
        await stack.expectSettled(args);
      }
    });

    test("rejects disabling the cluster's default, and changes nothing", async () => {
      const { stack } = await managed({ isDefault: true });
      expect(await stack.failingUp({ enabled: false })).toContain("4041");
      expect(held(cluster.emulator)).toMatchObject([{ enabled: true, default: true }]);
    });

    test("replaces the configuration for another name, and for another id", async () => {
      const { emulator } = cluster;
      const { stack } = await managed({ name: "Data Science" });
      await stack.up({ name: "Machine Learning" });
      expect(held(emulator)).toMatchObject([{ name: "Machine Learning" }]);
      const args = { name: "Machine Learning", configurationId: "bitbucket-cloud" };
      await stack.up(args);
      expect(held(emulator)).toMatchObject([{ id: "bitbucket-cloud", name: "Machine Learning" }]);
      await stack.expectSettled(args);
    });

    test("doesn't replace a configuration in use under the same key", async () => {
      const { emulator } = cluster;
      const { stack, id } = await managed({ isDefault: true });
      const before = held(emulator);
      emulator.setInUse(id, true);
      expect(await stack.failingUp({ isDefault: true, consumerSecret: "secret-2" })).toContain("4043");
      expect(held(emulator)).toMatchObject([{ ...before[0], inUse: true }]);
    });

    test("creates the former configuration again after a failed replacement, if the program was reverted", async () => {
      const { emulator } = cluster;
      const { stack } = await managed({ isDefault: true });
      const before = held(emulator);
      emulator.injectFault({
        method: "POST",
        path: "/v1/admin/scms",
        action: { kind: "error", status: 400 },
      });
      await stack.failingUp({ isDefault: true, consumerSecret: "secret-2" });
      expect(held(emulator)).toEqual([]);
      await stack.up({ isDefault: true });
      expect(held(emulator)).toEqual([{ ...before[0], id: expect.any(String) as unknown }]);
      await stack.expectSettled({ isDefault: true });
    });
  });

  test("a replacement that can't make its successor the default says that the default changed", async () => {
    const { emulator } = cluster;
    const { stack, id } = await managed();
    emulator.change(id, { default: true });
    const action = { kind: "error", status: 400, code: 4042 } as const;
    emulator.injectFault({ method: "POST", path: "/v1/admin/scms/*/default", skip: 1, action });
    expect(await stack.failingUp({ consumerSecret: "secret-2" })).toContain('"internal" is the default now');
    expect(emulator.scm("internal")).toMatchObject({ default: true });
  });

  describe("after drift", () => {
    test("an up replaces another consumer key by the program's", async () => {
      const { emulator } = cluster;
      const { stack, id } = await managed();
      emulator.change(id, { clientId: "key-of-someone-else" });
      await stack.refresh();
      await stack.up();
      expect(held(emulator)).toMatchObject([{ clientId: CONSUMER.consumerKey }]);
      await stack.expectSettled();
    });

    test("a refresh and an up create a deleted configuration again", async () => {
      const { emulator } = cluster;
      const { stack, id } = await managed();
      const before = held(emulator);
      emulator.remove(id);
      await stack.expectSettled();
      await stack.refresh();
      await stack.up();
      expect(held(emulator)).toEqual([{ ...before[0], id: expect.any(String) as unknown }]);
      await stack.expectSettled();
    });

    test("an update of a deleted configuration fails, and names the refresh", async () => {
      const { stack, id } = await managed();
      cluster.emulator.remove(id);
      expect(await stack.failingUp({ enabled: false })).toContain("pulumi refresh");
    });
  });

  describe("a destroy", () => {
    test("doesn't hand over a default that only an admin set", async () => {
      const { emulator } = cluster;
      const { stack, id } = await managed();
      emulator.change(id, { default: true });
      expect(await stack.failingDestroy()).toContain("an admin may rely on it");
      expect(held(emulator)).toMatchObject([{ id, enabled: true, default: true }]);
    });

    test("hands over the default that the program declares, though the last refresh found it elsewhere", async () => {
      const { emulator } = cluster;
      const { stack, id } = await managed({ isDefault: true });
      emulator.change("internal", { default: true });
      await stack.refresh();
      emulator.change(id, { default: true });
      await stack.destroy();
      expect(held(emulator)).toEqual([]);
      expect(emulator.scm("internal")).toMatchObject({ default: true });
    });

    test("leaves a configuration in use disabled, if the resource says so", async () => {
      const { emulator } = cluster;
      const { stack, id } = await managed({ whenInUse: "disable" });
      const before = held(emulator);
      emulator.setInUse(id, true);
      await stack.destroy();
      expect(held(emulator)).toEqual([{ ...before[0], inUse: true, enabled: false }]);
    });
  });
});
