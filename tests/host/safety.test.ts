import { CONSUMER, held, writes } from "../support/cluster";
import { Host, HOST_NAMES } from "../support/host";
import { type HostStack, useHostCluster } from "../support/hostStack";

/*
 * Legitimate acts of users that once ended with a configuration deleted, taken over or changed that somebody relied on:
 * those in which the engine has no part but to call the provider. The others are in tests/lifecycle/safety.test.ts.
 */

const other = { consumerKey: "key-2", consumerSecret: "secret-2" };
const POST = "POST /v1/admin/scms";

describe.each(HOST_NAMES)("%s", (kind) => {
  const cluster = useHostCluster(kind);

  /** A stack that manages one configuration of the cluster. */
  async function managed(args = {}): Promise<{ readonly stack: HostStack; readonly id: string }> {
    const stack = cluster.newStack();
    await stack.up(args);
    return { stack, id: held(cluster.emulator)[0]?.id ?? "" };
  }

  /** An up that stops at an existing configuration, which it names, and changes nothing. */
  async function expectConflict(stack: HostStack, id: string, args = {}): Promise<void> {
    const { emulator } = cluster;
    const before = emulator.scms();
    emulator.requests.clear();
    const message = await stack.failingUp(args);
    expect(message).toContain("4044");
    expect(message).toContain(`ALGORITHMIA_ADOPT=${id} pulumi up`);
    expect(emulator.scms()).toEqual(before);
    expect(writes(emulator).filter((request) => request !== POST)).toEqual([]);
  }

  describe("a stack without the state of an existing configuration", () => {
    test.each([
      ["declares it as it is", {}, {}],
      ["declares another name", {}, { name: "Data Science" }],
      ["declares no name", { name: "Data Science" }, {}],
      ["declares another secret", {}, { consumerSecret: "secret-2" }],
      ["declares another name and secret", {}, { name: "Data Science", consumerSecret: "secret-2" }],
    ])("that %s fails with the id, and adopts the configuration on request", async (_what, before, after) => {
      const { emulator } = cluster;
      const { id } = await managed(before);
      const stack = cluster.newStack();
      await expectConflict(stack, id, after);
      // The cluster can't set a name afterwards.
      const known = "name" in after ? before : after;
      await stack.up(known, { adopt: id });
      expect(held(emulator)).toMatchObject([{ id, enabled: true }]);
      await stack.expectSettled(known);
    });

    test("changes nothing of a configuration that is in use and the default", async () => {
      const { emulator } = cluster;
      const seeded = { id: "by-hand", clientId: CONSUMER.consumerKey, name: "By hand", default: true };
      const byHand = emulator.seed(seeded);
      emulator.setInUse(byHand.id, true);
      await expectConflict(cluster.newStack(), byHand.id, { isDefault: true, whenInUse: "disable" });
    });
  });

  test("creates one configuration for two stacks at once, and rejects the second", async () => {
    const { emulator } = cluster;
    await using secondHost = await Host.start({}, { kind });
    const stacks = [cluster.newStack(), cluster.newStack(secondHost)];
    const ups = await Promise.allSettled(stacks.map((stack) => stack.up()));
    expect(ups.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(held(emulator)).toHaveLength(1);
  });

  test("leaves what an admin changed in a destroy that fails because the configuration is in use", async () => {
    const { emulator } = cluster;
    const { stack, id } = await managed({ isDefault: true });
    emulator.setInUse(id, true);
    const declared = held(emulator);
    expect(await stack.failingDestroy()).toMatch(
      /4043.*(?:made the configuration the default again|Nothing was changed)/,
    );
    expect(held(emulator)).toEqual(declared);

    emulator.change("internal", { default: true });
    emulator.change(id, { enabled: false });
    const byAdmin = emulator.scms();
    expect(await stack.failingDestroy()).toContain("Nothing was changed");
    expect(emulator.scms()).toEqual(byAdmin);
  });

  describe.each([
    ["create first", { consumerKey: "key-2" }],
    ["delete first", { consumerSecret: "secret-2" }],
  ])("a replacement (%s), after an admin moved the default", (_what, change) => {
    test("away, takes it only if the resource declares it", async () => {
      const { emulator } = cluster;
      const { stack } = await managed({ isDefault: true });
      emulator.change("internal", { default: true });
      await stack.up(change);
      expect(held(emulator)).toMatchObject([{ default: false }]);
      await stack.up({ ...change, isDefault: true });
      expect(held(emulator)).toMatchObject([{ default: true }]);
    });

    test("to the configuration, gets it, though the state knew nothing of it", async () => {
      const { emulator } = cluster;
      const { stack, id } = await managed();
      emulator.change(id, { default: true });
      await stack.up(change);
      expect(held(emulator)).toMatchObject([{ default: true }]);
      await stack.expectSettled(change);
    });
  });

  describe("adopt", () => {
    test("changes nothing if only a replacement could change the configuration as declared", async () => {
      const { emulator } = cluster;
      const byHand = emulator.seed({ id: "by-hand", clientId: CONSUMER.consumerKey, name: "By hand" });
      const stack = cluster.newStack();
      expect(await stack.failingUp({ adopt: "by-hand", name: "Data Science" })).toContain(
        'its name is "By hand"',
      );
      expect(held(emulator)).toEqual([byHand]);
      expect(writes(emulator)).toEqual([POST]);
    });

    test("left in the program doesn't take the first stack's configuration into a stack with another consumer", async () => {
      const { emulator } = cluster;
      const { stack, id } = await managed();
      const before = held(emulator);
      await stack.up({ adopt: id });
      const second = cluster.newStack();
      await second.up({ ...other, adopt: id });
      expect(held(emulator)).toHaveLength(2);
      await second.destroy();
      expect(held(emulator)).toEqual(before);
    });

    test("of an id that the cluster doesn't have creates a new configuration", async () => {
      await cluster.newStack().up({ adopt: "of-another-cluster" });
      expect(held(cluster.emulator)).toEqual([
        expect.objectContaining({
          clientId: CONSUMER.consumerKey,
          id: expect.not.stringMatching(/^of-/) as unknown,
        }),
      ]);
    });
  });
});
