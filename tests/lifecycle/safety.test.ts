import { bitbucket, type Cluster, CONSUMER, held, newCluster, writes } from "../support/cluster";
import { expectSettled } from "../support/expectations";
import { BOTH, BOTH_WITH_JAVASCRIPT, type HostKind } from "../support/hosts";
import type { Stack } from "../support/stack";

/*
 * Legitimate acts of users that once ended with a configuration deleted, taken over or changed that somebody relied on.
 * Each must end right, or in an error that changes nothing and names the configuration. Those in which the engine has no
 * part but to call the provider are in tests/host/safety.test.ts.
 */

const other = { consumerKey: "key-2", consumerSecret: "secret-2" };
const POST = "POST /v1/admin/scms";

/** A cluster with one configuration, which the stack manages. */
async function managed(
  host: HostKind = "yaml",
  opts?: Record<string, unknown>,
): Promise<Cluster & { readonly id: string }> {
  const cluster = await newCluster({}, { host });
  cluster.stack.declare(bitbucket({}, opts));
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

test.each(BOTH)("keeps a configuration that retainOnDelete left on the cluster (%s)", async (host) => {
  await using cluster = await managed(host, { retainOnDelete: true });
  const { emulator, stack, id } = cluster;
  stack.declare(bitbucket(other, { retainOnDelete: true }));
  await stack.up();
  expect(held(emulator)).toHaveLength(2);
  stack.declare();
  await stack.up();
  stack.declare(bitbucket());
  await expectConflict(cluster, id, stack);
});

test("changes nothing of a renamed stack from a new stack under its old name", async () => {
  await using cluster = await managed();
  const { emulator, stack, id } = cluster;
  const before = held(emulator);
  await stack.rename("renamed");
  await stack.init("test");
  await expectConflict(cluster, id, stack);
  await stack.destroy();
  expect(held(emulator)).toEqual(before);
  stack.select("renamed");
  await expectSettled(stack);
});

test.each(BOTH)(
  "names a configuration whose state was deleted, and adopts it on request (%s)",
  async (host) => {
    await using cluster = await managed(host);
    const { emulator, stack, id } = cluster;
    await stack.succeed("state", "delete", stack.urnOf(id), "--yes");
    await expectConflict(cluster, id, stack);
    stack.setEnv({ ALGORITHMIA_ADOPT: id });
    await stack.up();
    stack.setEnv({ ALGORITHMIA_ADOPT: undefined });
    expect(held(emulator)).toMatchObject([{ id, enabled: true }]);
    await expectSettled(stack);
  },
);

test("keeps a configuration whose state moved to another stack when the source declares and removes it", async () => {
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
  await expectSettled(stack);
});

test("changes nothing if the old name of an aliased resource is declared again with the same consumer", async () => {
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
  test("manages an existing configuration, says so, changes only what differs, and may stay in the program", async () => {
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
    await expectSettled(stack);
    stack.declare(bitbucket());
    expect(await stack.up()).toMatchObject({ steps: ["update bitbucket"] });
    await stack.destroy();
    expect(held(emulator)).toEqual([]);

    stack.declare(bitbucket({ adopt: "by-hand" }));
    expect((await stack.up()).output).toContain("Created a new configuration");
  });

  test.each(BOTH)(
    "keeps the configuration after a rename without an alias, and reports that (%s)",
    async (host) => {
      await using cluster = await managed(host);
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
    },
  );
});

describe("a forced replacement", () => {
  // YAML has no replacementTrigger.
  test.each(BOTH_WITH_JAVASCRIPT)(
    "fails, changes nothing, and names the ways to continue (%s)",
    async (host) => {
      await using cluster = await managed(host, { replacementTrigger: 1 });
      const { emulator, stack, id } = cluster;
      const before = held(emulator);
      const urn = stack.urnOf(id);
      for (const how of ["--target-replace", "taint", "replacementTrigger"]) {
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
      }
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

test("rejects two resources that swap consumers, names the two steps, and loses nothing", async () => {
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
