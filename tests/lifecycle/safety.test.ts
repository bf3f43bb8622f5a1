import { bitbucket, type Cluster, CONSUMER, held, newCluster, writes } from "../support/cluster";
import { expectSettled } from "../support/expectations";
import { BOTH, type HostKind } from "../support/hosts";
import type { Options } from "../support/programs";

/*
 * Sequences of legitimate acts in which a configuration that someone relies on could be deleted, adopted or changed. Each
 * must succeed, or end in an error that changes nothing and names the configuration. The rules are in the shared core, so all
 * sequences run on the plugin, and those in which the engine and the host play the largest part on both hosts.
 * tests/host/safety.test.ts has the sequences in which the engine only calls the provider.
 */

const other = { consumerKey: "key-2", consumerSecret: "secret-2" };
const POST = "POST /v1/admin/scms";

interface Managed extends Cluster {
  readonly id: string;
}

/** A cluster with one configuration, which the stack manages. */
async function managed(args = {}, opts?: Options, host: HostKind = "yaml"): Promise<Managed> {
  const cluster = await newCluster({}, { host });
  cluster.stack.declare(bitbucket(args, opts));
  await cluster.stack.up();
  return { ...cluster, id: held(cluster.emulator)[0]?.id ?? "" };
}

/** An up that fails because of an existing configuration, which it names, and changes nothing. */
async function expectConflict({ emulator, stack, id }: Managed, ...flags: string[]): Promise<string> {
  const before = emulator.scms();
  emulator.requests.clear();
  const { output } = await stack.failing("up", ...flags);
  expect(output).toContain("4044");
  expect(output).toContain(`ALGORITHMIA_ADOPT=${id} pulumi up`);
  expect(emulator.scms()).toEqual(before);
  expect(writes(emulator).filter((request) => request !== POST)).toEqual([]);
  return output.replaceAll(/\s+/g, " ");
}

/** An up of a run that adopts a configuration. */
async function upAdopting({ stack, id }: Managed, ...flags: string[]): Promise<string> {
  stack.setEnv({ ALGORITHMIA_ADOPT: id });
  const { output } = await stack.up(...flags);
  stack.setEnv({ ALGORITHMIA_ADOPT: undefined });
  return output;
}

describe.each(BOTH)("on the host %s", (host) => {
  it("keeps a configuration that retainOnDelete left, whatever the program declares next", async () => {
    await using cluster = await managed({}, { protect: true, retainOnDelete: true }, host);
    const { emulator, stack, id } = cluster;
    await stack.failing("destroy");
    expect(held(emulator)).toMatchObject([{ id, enabled: true }]);
    stack.declare(bitbucket(other, { retainOnDelete: true }));
    await stack.up();
    expect(held(emulator)).toHaveLength(2);
    stack.declare(bitbucket(other), { ...bitbucket(), name: "again" });
    await expectConflict(cluster);
  });

  it("names a configuration whose state was deleted or tainted, loses nothing, and continues with it on request", async () => {
    await using cluster = await managed({}, undefined, host);
    const { emulator, stack, id } = cluster;
    const before = held(emulator);
    const urn = stack.urnOf(id);
    await stack.succeed("state", "delete", urn, "--yes");
    await expectConflict(cluster);
    await upAdopting(cluster);
    expect(held(emulator)).toEqual(before);

    await stack.succeed("state", "taint", urn, "--yes");
    await expectForcedReplacement(cluster);
    expect(held(emulator)).toEqual(before);
  });
});

/** A replacement that the engine forces: it fails, names each way to continue, and loses nothing. */
async function expectForcedReplacement(cluster: Managed, ...flags: string[]): Promise<void> {
  const { stack, id } = cluster;
  const output = await expectConflict(cluster, ...flags);
  expect(output).toContain(`pulumi state untaint '${stack.urnOf(id)}'`);
  expect(output).toContain("deleteBeforeReplace: true");
  expect(await upAdopting(cluster, ...flags)).toContain(`Kept the configuration ${id}`);
}

describe("a forced replacement", () => {
  // In YAML, the option replacementTrigger doesn't exist.
  it("by replacementTrigger loses nothing", async () => {
    await using cluster = await managed({}, { replacementTrigger: 1 }, "native");
    const { emulator, stack } = cluster;
    const before = held(emulator);
    stack.declare(bitbucket({}, { replacementTrigger: 2 }));
    await expectForcedReplacement(cluster);
    expect(held(emulator)).toEqual(before);
  });

  it("by --target-replace loses nothing, and with deleteBeforeReplace recreates the configuration, also if renamed", async () => {
    await using cluster = await managed();
    const { emulator, stack, id } = cluster;
    const before = held(emulator);
    await expectForcedReplacement(cluster, "--target-replace", stack.urnOf(id));
    expect(held(emulator)).toEqual(before);

    const opts = { aliases: [{ name: "bitbucket" }], deleteBeforeReplace: true };
    stack.declare({ ...bitbucket({}, opts), name: "renamed" });
    await stack.up();
    emulator.requests.clear();
    await stack.up("--target-replace", stack.urnOf(id));
    expect(writes(emulator)).toEqual([
      `DELETE /v1/admin/scms/${id}`,
      `PATCH /v1/admin/scms/${id}`,
      `DELETE /v1/admin/scms/${id}`,
      POST,
    ]);
    expect(held(emulator)).toMatchObject([{ clientId: CONSUMER.consumerKey, enabled: true }]);
  });
});

it("changes nothing of a renamed stack from a new stack under its old name", async () => {
  await using cluster = await managed();
  const { emulator, stack } = cluster;
  const before = held(emulator);
  await stack.rename("renamed");
  await stack.init("test");
  await expectConflict(cluster);
  await stack.destroy();
  expect(held(emulator)).toEqual(before);
  stack.select("renamed");
  await expectSettled(stack);
});

it("keeps a configuration whose state moved to another stack when the source declares and removes it", async () => {
  await using cluster = await managed();
  const { emulator, stack, id } = cluster;
  const before = held(emulator);
  const urn = stack.urnOf(id);
  await stack.init("other");
  await stack.succeed("state", "move", "--source", "test", "--dest", "other", "--yes", urn);
  stack.select("test");
  await expectConflict(cluster);
  stack.declare();
  await stack.up();
  expect(held(emulator)).toEqual(before);
  stack.select("other");
  stack.declare(bitbucket());
  await expectSettled(stack);
});

it("changes nothing if the program declares the old name of an aliased resource again with the same consumer", async () => {
  await using cluster = await managed();
  const { emulator, stack } = cluster;
  const renamed = { ...bitbucket({}, { aliases: [{ name: "bitbucket" }] }), name: "renamed" };
  const before = held(emulator);
  emulator.requests.clear();
  stack.declare(renamed, bitbucket());
  await stack.failing("up");
  expect(held(emulator)).toEqual(before);
  stack.declare(renamed);
  await stack.up();
  stack.declare(bitbucket(), renamed);
  await stack.failing("up");
  expect(held(emulator)).toEqual(before);
  expect(writes(emulator).filter((request) => request !== POST)).toEqual([]);
});

describe("adopt", () => {
  it("manages an existing configuration, reports it, and changes only what differs", async () => {
    await using cluster = await newCluster();
    const { emulator, stack } = cluster;
    const byHand = emulator.seed({ id: "by-hand", clientId: CONSUMER.consumerKey, enabled: false });
    stack.declare(bitbucket({ adopt: "by-hand" }));
    expect((await stack.preview()).output).toContain("this resource adopts");
    const { diagnostics } = await stack.up();
    expect(held(emulator)).toEqual([{ ...byHand, enabled: true }]);
    expect(diagnostics).toContainEqual({
      severity: "warning",
      on: "bitbucket",
      message: expect.stringContaining("Adopted the configuration by-hand") as unknown,
    });
    stack.declare(bitbucket());
    expect(await stack.up()).toMatchObject({ steps: ["update bitbucket"] });
    await stack.destroy();
    expect(held(emulator)).toEqual([]);
  });

  it("after a rename without an alias keeps the configuration, and the delete of the old resource reports it", async () => {
    await using cluster = await managed();
    const { emulator, stack, id } = cluster;
    const before = held(emulator);
    stack.declare({ ...bitbucket(), name: "renamed" });
    expect(await expectConflict(cluster)).toContain("alias");
    stack.declare({ ...bitbucket({ adopt: id }), name: "renamed" });
    emulator.requests.clear();
    const up = await stack.up();
    expect(up.steps).toEqual(["create renamed", "delete bitbucket"]);
    expect(up.output).toContain(`Kept the configuration ${id}`);
    expect(writes(emulator)).toEqual([POST]);
    expect(held(emulator)).toEqual(before);
    await expectSettled(stack);
  });

  it("doesn't adopt what a resource with another provider manages", async () => {
    await using cluster = await managed();
    const { emulator, stack, id } = cluster;
    const before = held(emulator);
    const args = { apiUrl: emulator.url, apiKey: emulator.apiKey };
    const opts = { provider: "cluster", dependsOn: ["bitbucket"] };
    stack.declare({ name: "cluster", kind: "provider", args }, bitbucket(), {
      ...bitbucket({ adopt: id }, opts),
      name: "second",
    });
    const { output } = await stack.failing("up");
    expect(output).toContain("a resource with another provider manages it");
    expect(held(emulator)).toEqual(before);
  });

  // The engine starts a process for each provider and host, so the process that deletes isn't the one that adopted.
  it.each([
    ["an explicit provider", "yaml", "yaml"],
    ["an explicit provider", "dynamic", "dynamic"],
    ["the plugin", "dynamic", "native"],
  ] as const)(
    "after a rename without an alias to %s keeps the configuration (hosts %s, %s)",
    async (to, from, host) => {
      await using cluster = await managed({}, undefined, from);
      const { emulator, stack, id } = cluster;
      const before = held(emulator);
      const explicit = to === "an explicit provider";
      const args = { apiUrl: emulator.url, apiKey: emulator.apiKey };
      stack.moveTo(host);
      stack.declare(...(explicit ? [{ name: "cluster", kind: "provider", args } as const] : []), {
        ...bitbucket({ adopt: id }, explicit ? { provider: "cluster" } : undefined),
        name: "renamed",
      });
      emulator.requests.clear();
      const up = await stack.up();
      expect(up.steps).toContain("delete bitbucket");
      expect(up.output).toContain(`Kept the configuration ${id}`);
      expect(writes(emulator)).toEqual([POST]);
      expect(held(emulator)).toEqual(before);
    },
  );
});

it("names the old configuration in a rollback before its deletion, and keeps it on request", async () => {
  await using cluster = await managed({ isDefault: true });
  const { emulator, stack, id } = cluster;
  const before = held(emulator);
  emulator.setInUse(id, true);
  stack.declare(bitbucket({ isDefault: true, consumerKey: "key-2" }));
  await stack.failing("up");
  expect(held(emulator)).toHaveLength(2);
  emulator.setInUse(id, false);

  stack.declare(bitbucket({ isDefault: true }));
  expect((await stack.failing("up")).output).toContain(`ALGORITHMIA_ADOPT=${id} pulumi up`);
  await upAdopting(cluster);
  expect(held(emulator)).toEqual(before);
});

describe("a configuration in use", () => {
  it("isn't disabled by a replacement that an option forces, because its successor couldn't be created", async () => {
    const opts = { replaceOnChanges: ["callbackUrl"] };
    await using cluster = await managed({ whenInUse: "disable" }, opts);
    const { emulator, stack, id } = cluster;
    emulator.setInUse(id, true);
    const before = held(emulator);
    stack.declare(bitbucket({ whenInUse: "disable", callbackUrl: "https://cluster.example.com" }, opts));
    expect((await stack.failing("up")).output).toContain("4043");
    expect(held(emulator)).toEqual(before);
  });

  it("isn't deleted, and the error names the setting that keeps it disabled instead", async () => {
    await using cluster = await managed({ isDefault: true });
    const { emulator, stack, id } = cluster;
    emulator.setInUse(id, true);
    const before = held(emulator);
    const { output } = await stack.failing("destroy");
    expect(output).toContain("ALGORITHMIA_WHEN_IN_USE=disable");
    expect(held(emulator)).toEqual(before);

    stack.setEnv({ ALGORITHMIA_WHEN_IN_USE: "disable" });
    const { diagnostics } = await stack.destroy();
    expect(held(emulator)).toEqual([{ ...before[0], enabled: false, default: false }]);
    expect(diagnostics).toContainEqual({
      severity: "warning",
      on: "bitbucket",
      message: expect.stringContaining(`Left the configuration ${id} disabled`) as unknown,
    });
  });
});

it("rejects two resources that swap consumers, names the two steps, and loses nothing", async () => {
  await using cluster = await newCluster();
  const { emulator, stack } = cluster;
  const up = (one: string, two: string, run = () => stack.up()) => {
    const holding = (name: string, consumerKey: string) => ({
      name,
      args: { consumerKey, consumerSecret: `secret-of-${consumerKey}` },
    });
    stack.declare(holding("one", one), holding("two", two));
    return run();
  };
  await up("key-1", "key-2");
  const before = held(emulator);
  const { output } = await up("key-2", "key-1", () => stack.failing("up"));
  expect(output).toContain("in two steps");
  expect(held(emulator)).toEqual(before);

  // First step: "one" frees its consumer, and "two" its own.
  await up("key-3", "key-2");
  await up("key-3", "key-1");
  await up("key-2", "key-1");
  expect(held(emulator).map(({ clientId }) => clientId)).toEqual(expect.arrayContaining(["key-1", "key-2"]));
  expect(held(emulator)).toHaveLength(2);
});
