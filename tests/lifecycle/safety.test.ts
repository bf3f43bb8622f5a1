import { startEmulator } from "../../emulator/src";
import {
  bitbucket,
  type Cluster,
  connectionTo,
  CONSUMER,
  held,
  newCluster,
  writes,
} from "../support/cluster";
import { expectSettled } from "../support/expectations";
import { Gate } from "../kill/support/gate";
import { Stack } from "../support/stack";

/*
 * Legitimate acts of users that once ended with a configuration deleted, taken over or changed that somebody relied on.
 * Each must end right, or in an error that changes nothing and names the configuration.
 */

const other = { consumerKey: "key-2", consumerSecret: "secret-2" };
const POST = "POST /v1/admin/scms";

/** A cluster with one configuration, which the stack manages. */
async function managed(
  args = {},
  opts?: Record<string, unknown>,
): Promise<Cluster & { readonly id: string }> {
  const cluster = await newCluster();
  cluster.stack.declare(bitbucket(args, opts));
  await cluster.stack.up();
  return { ...cluster, id: held(cluster.emulator)[0]?.id ?? "" };
}

/** An up that stops at an existing configuration, which it names, and changes nothing. */
async function expectConflict(
  { emulator }: Cluster,
  id: string,
  stack: Stack,
  ...flags: string[]
): Promise<string> {
  const before = emulator.scms();
  emulator.requests.clear();
  const { output } = await stack.failing("up", ...flags);
  expect(output).toContain("4044");
  expect(output).toContain(`ALGORITHMIA_ADOPT=${id} pulumi up`);
  expect(emulator.scms()).toEqual(before);
  expect(writes(emulator).filter((request) => request !== POST)).toEqual([]);
  return output.replaceAll(/\s+/g, " ");
}

test("a configuration that retainOnDelete left stays, whatever comes back", async () => {
  await using cluster = await managed({}, { retainOnDelete: true });
  const { emulator, stack, id } = cluster;
  stack.declare(bitbucket(other, { retainOnDelete: true }));
  await stack.up();
  expect(held(emulator)).toHaveLength(2);
  stack.declare();
  await stack.up();
  for (const change of [{}, { name: "Data Science" }, { consumerSecret: "secret-2" }]) {
    stack.declare(bitbucket(change));
    await expectConflict(cluster, id, stack);
  }
});

test("a new stack under the old name of a renamed one changes nothing of it", async () => {
  await using cluster = await managed();
  const { emulator, stack, id } = cluster;
  const before = held(emulator);
  await stack.rename("renamed");
  await stack.init("test");
  for (const change of [{}, { name: "Data Science", consumerSecret: "secret-2" }]) {
    stack.declare(bitbucket(change));
    await expectConflict(cluster, id, stack);
  }
  await stack.destroy();
  expect(held(emulator)).toEqual(before);
  stack.select("renamed");
  stack.declare(bitbucket());
  await stack.refresh("--expect-no-changes");
  await expectSettled(stack);
});

test("two backends with the same project, stack and names: the second is refused, one after the other and at once", async () => {
  await using cluster = await managed();
  const { emulator, stack, id } = cluster;
  using second = disposable(await Stack.create({ env: connectionTo(emulator) }));
  second.stack.declare(bitbucket());
  await expectConflict(cluster, id, second.stack);

  stack.declare(bitbucket(other));
  second.stack.declare(bitbucket(other));
  const ups = await Promise.allSettled([stack.up(), second.stack.up()]);
  expect(ups.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(held(emulator).filter(({ clientId }) => clientId === other.consumerKey)).toHaveLength(1);
});

describe("after the state was lost, an up names the configuration, and continues with it on request", () => {
  test.each([
    ["state delete", "state delete", {}, {}],
    ["a new backend, with the name dropped before", "new backend", { name: "Data Science" }, {}],
    ["a new backend, with the secret rotated before", "new backend", {}, { consumerSecret: "secret-2" }],
  ] as const)("%s", async (_what, how, before, after) => {
    await using cluster = await managed(before);
    const { emulator, stack, id } = cluster;
    using second = disposable(await Stack.create({ env: connectionTo(emulator) }));
    const later = how === "state delete" ? stack : second.stack;
    if (how === "state delete") {
      await stack.succeed("state", "delete", stack.urnOf(id), "--yes");
    }
    later.declare(bitbucket(after));
    await expectConflict(cluster, id, later);
    later.setEnv({ ALGORITHMIA_ADOPT: id });
    await later.up();
    later.setEnv({ ALGORITHMIA_ADOPT: undefined });
    expect(held(emulator)).toMatchObject([{ id, enabled: true }]);
    await expectSettled(later);
  });
});

test("a configuration whose state moved to another stack stays when the source declares it again, then removes it", async () => {
  await using cluster = await managed();
  const { emulator, stack, id } = cluster;
  const before = held(emulator);
  await stack.init("other");
  await stack.succeed(
    "state",
    "move",
    "--source",
    "test",
    "--dest",
    "other",
    "--yes",
    urnIn(stack, "test", id),
  );
  stack.select("test");
  await expectConflict(cluster, id, stack);
  stack.declare();
  await stack.up();
  expect(held(emulator)).toEqual(before);
  stack.select("other");
  stack.declare(bitbucket());
  await stack.refresh("--expect-no-changes");
  await expectSettled(stack);
});

test("an alias rename, then the old name declared anew with the same consumer, in either order, changes nothing", async () => {
  await using cluster = await managed();
  const { emulator, stack } = cluster;
  const renamed = { ...bitbucket({}, { aliases: [{ name: "bitbucket" }] }), name: "renamed" };
  const before = held(emulator);
  emulator.requests.clear();
  for (const program of [
    [renamed, bitbucket()],
    [bitbucket(), renamed],
  ]) {
    stack.declare(...program);
    await stack.failing("up");
    expect(held(emulator)).toEqual(before);
  }
  stack.declare(renamed);
  await stack.up();
  stack.declare(bitbucket(), renamed);
  await stack.failing("up");
  expect(held(emulator)).toEqual(before);
  expect(writes(emulator).filter((request) => request !== POST)).toEqual([]);
});

test("the same cluster under another address is only recorded; a cluster with another's configuration under the id is an error", async () => {
  await using cluster = await managed({ configurationId: "bitbucket" });
  const { emulator, stack } = cluster;
  const elsewhere = await startEmulator();
  try {
    stack.setEnv({ ALGORITHMIA_API: undefined, ALGORITHMIA_API_KEY: elsewhere.apiKey });
    await stack.succeed("config", "set", "algorithmia:apiUrl", elsewhere.url);
    const byHand = elsewhere.seed({ id: "bitbucket", clientId: "another-key" });
    stack.declare(bitbucket({ configurationId: "bitbucket", enabled: false }));
    const { output } = await stack.failing("up");
    expect(output).toContain("has another provider, consumer key or website");
    expect(held(elsewhere)).toEqual([byHand]);
    expect(writes(elsewhere)).toEqual([]);

    await using gate = await Gate.open(emulator.url);
    stack.setEnv({ ALGORITHMIA_API_KEY: emulator.apiKey });
    emulator.requests.clear();
    await stack.succeed("config", "set", "algorithmia:apiUrl", gate.url);
    stack.declare(bitbucket({ configurationId: "bitbucket" }));
    expect(await stack.up()).toMatchObject({ steps: ["update bitbucket"] });
    expect(writes(emulator)).toEqual([]);
  } finally {
    await elsewhere.close();
  }
});

describe("a destroy that fails because the configuration is in use", () => {
  test("leaves what an admin changed, and reports what it changed itself", async () => {
    await using cluster = await managed({ isDefault: true });
    const { emulator, stack, id } = cluster;
    emulator.setInUse(id, true);
    const declared = held(emulator);
    const { output } = await stack.failing("destroy");
    expect(output.replaceAll(/\s+/g, " ")).toMatch(
      /4043.*The default was given back|4043.*Nothing was changed/,
    );
    expect(held(emulator)).toEqual(declared);

    emulator.change("internal", { default: true });
    emulator.change(id, { enabled: false });
    const byAdmin = emulator.scms();
    expect((await stack.failing("destroy")).output).toContain("Nothing was changed");
    expect(emulator.scms()).toEqual(byAdmin);
  });
});

describe("the default, moved by hand", () => {
  test.each([
    ["create first", { consumerKey: "key-2" }],
    ["delete first", { consumerSecret: "secret-2" }],
  ])("away: a replacement (%s) takes it only if the resource declares it", async (_what, change) => {
    await using cluster = await managed({ isDefault: true });
    const { emulator, stack } = cluster;
    emulator.change("internal", { default: true });
    stack.declare(bitbucket(change));
    await stack.up();
    expect(held(emulator)).toMatchObject([{ default: false }]);
    stack.declare(bitbucket({ ...change, isDefault: true }));
    await stack.up();
    expect(held(emulator)).toMatchObject([{ default: true }]);
  });

  test.each([
    ["create first", { consumerKey: "key-2" }],
    ["delete first", { consumerSecret: "secret-2" }],
  ])(
    "to the configuration: its replacement (%s) gets it, though the state knew nothing of it",
    async (_what, change) => {
      await using cluster = await managed();
      const { emulator, stack, id } = cluster;
      emulator.change(id, { default: true });
      stack.declare(bitbucket(change));
      await stack.up();
      expect(held(emulator)).toMatchObject([{ default: true }]);
      await expectSettled(stack);
    },
  );
});

test("a create that conflicts with one in use, the default, changes neither", async () => {
  await using cluster = await newCluster();
  const { emulator, stack } = cluster;
  const byHand = emulator.seed({
    id: "by-hand",
    clientId: CONSUMER.consumerKey,
    name: "By hand",
    default: true,
  });
  emulator.setInUse(byHand.id, true);
  stack.declare(bitbucket({ isDefault: true, whenInUse: "disable" }));
  await expectConflict(cluster, byHand.id, stack);
});

describe("adopt", () => {
  test("manages an existing configuration, says so, changes only what differs, and may stay in the program", async () => {
    await using cluster = await newCluster();
    const { emulator, stack } = cluster;
    const byHand = emulator.seed({ id: "by-hand", clientId: CONSUMER.consumerKey, enabled: false });
    stack.declare(bitbucket({ adopt: "by-hand" }));
    expect((await stack.preview()).output).toContain("this resource adopts it");
    const { diagnostics } = await stack.up();
    expect(held(emulator)).toEqual([{ ...byHand, enabled: true }]);
    expect(diagnostics).toContainEqual({
      severity: "warning",
      on: "bitbucket",
      message: expect.stringContaining("Adopted the configuration by-hand") as unknown,
    });
    await expectSettled(stack);
    stack.declare(bitbucket());
    expect(await stack.up()).toMatchObject({ steps: ["update bitbucket"] });
    await stack.destroy();
    expect(held(emulator)).toEqual([]);
  });

  test("changes nothing if only a replacement could bring the configuration to what the program says", async () => {
    await using cluster = await newCluster();
    const { emulator, stack } = cluster;
    const byHand = emulator.seed({ id: "by-hand", clientId: CONSUMER.consumerKey, name: "By hand" });
    stack.declare(bitbucket({ adopt: "by-hand", name: "Data Science" }));
    expect((await stack.failing("up")).output).toContain('its name is "By hand"');
    expect(held(emulator)).toEqual([byHand]);
    expect(writes(emulator)).toEqual([POST]);
  });

  test("after a rename without an alias keeps the configuration, and the delete of the old resource says so", async () => {
    await using cluster = await managed();
    const { emulator, stack, id } = cluster;
    const before = held(emulator);
    stack.declare({ ...bitbucket(), name: "renamed" });
    expect(await expectConflict(cluster, id, stack)).toContain("alias");
    stack.declare({ ...bitbucket({ adopt: id }), name: "renamed" });
    emulator.requests.clear();
    const up = await stack.up();
    expect(up.steps).toEqual(["create renamed", "delete bitbucket"]);
    expect(up.output).toContain(`Kept the configuration ${id}`);
    expect(writes(emulator)).toEqual([POST]);
    expect(held(emulator)).toEqual(before);
    await expectSettled(stack);
  });

  test("left in the program doesn't take the first stack's configuration into a second stack", async () => {
    await using cluster = await managed();
    const { emulator, stack, id } = cluster;
    const before = held(emulator);
    stack.declare(bitbucket({ adopt: id }));
    await stack.up();

    // On the same cluster with a consumer of its own.
    await stack.init("second");
    stack.declare(bitbucket({ ...other, adopt: id }));
    await stack.up();
    await stack.destroy();
    expect(held(emulator)).toEqual(before);

    // On another cluster with the same consumer.
    await using elsewhere = await newCluster();
    elsewhere.stack.declare(bitbucket({ adopt: id }));
    const { output } = await elsewhere.stack.up();
    expect(output).toContain("Created a new configuration");
    expect(held(elsewhere.emulator)).toHaveLength(1);
    expect(held(elsewhere.emulator)[0]?.id).not.toBe(id);
  });
});

describe("a forced replacement", () => {
  test.each(["--target-replace", "taint", "replacementTrigger"] as const)(
    "by %s stops at the configuration, loses nothing, and names each way on",
    async (how) => {
      await using cluster = await managed({}, { replacementTrigger: 1 });
      const { emulator, stack, id } = cluster;
      const before = held(emulator);
      const urn = stack.urnOf(id);
      const flags = how === "--target-replace" ? ["--target-replace", urn] : [];
      if (how === "taint") {
        await stack.succeed("state", "taint", urn, "--yes");
      }
      if (how === "replacementTrigger") {
        stack.declare(bitbucket({}, { replacementTrigger: 2 }));
      }
      const output = await expectConflict(cluster, id, stack, ...flags);
      expect(output).toContain(`pulumi state untaint '${urn}'`);
      expect(output).toContain("deleteBeforeReplace: true");

      stack.setEnv({ ALGORITHMIA_ADOPT: id });
      const { output: kept } = await stack.up(...flags);
      expect(kept).toContain(`Kept the configuration ${id}`);
      stack.setEnv({ ALGORITHMIA_ADOPT: undefined });
      expect(held(emulator)).toEqual(before);
      await stack.refresh();
      await expectSettled(stack);
    },
  );

  test("after a rename, with deleteBeforeReplace, recreates the configuration", async () => {
    await using cluster = await managed();
    const { emulator, stack, id } = cluster;
    const opts = { aliases: [{ name: "bitbucket" }], deleteBeforeReplace: true };
    stack.declare({ ...bitbucket({}, opts), name: "renamed" });
    await stack.up();
    const urn = stack.urnOf(id);
    emulator.requests.clear();
    await stack.up("--target-replace", urn);
    expect(writes(emulator)).toEqual([
      `DELETE /v1/admin/scms/${id}`,
      `PATCH /v1/admin/scms/${id}`,
      `DELETE /v1/admin/scms/${id}`,
      POST,
    ]);
    expect(held(emulator)).toMatchObject([{ clientId: CONSUMER.consumerKey, enabled: true }]);
    await expectSettled(stack);
  });
});

test("two resources that swap consumers are told to take two steps, and nothing is lost", async () => {
  await using cluster = await newCluster();
  const { emulator, stack } = cluster;
  const holding = (name: string, consumerKey: string) => ({
    name,
    args: { consumerKey, consumerSecret: `secret-of-${consumerKey}` },
  });
  stack.declare(holding("one", "key-1"), holding("two", "key-2"));
  await stack.up();
  const before = held(emulator);
  stack.declare(holding("one", "key-2"), holding("two", "key-1"));
  const { output } = await stack.failing("up");
  expect(output).toContain("in two steps");
  expect(held(emulator)).toEqual(before);

  // First step: "one" frees its consumer, and "two" its own.
  stack.declare(holding("one", "key-3"), holding("two", "key-2"));
  await stack.up();
  stack.declare(holding("one", "key-3"), holding("two", "key-1"));
  await stack.up();
  stack.declare(holding("one", "key-2"), holding("two", "key-1"));
  await stack.up();
  expect(
    held(emulator)
      .map(({ clientId }) => clientId)
      .toSorted(),
  ).toEqual(["key-1", "key-2"]);
  await expectSettled(stack);
});

function urnIn(stack: Stack, name: string, id: string): string {
  stack.select(name);
  return stack.urnOf(id);
}

function disposable(stack: Stack): { stack: Stack; [Symbol.dispose]: () => void } {
  return { stack, [Symbol.dispose]: () => stack.remove() };
}
