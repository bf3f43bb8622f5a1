import { bitbucket, type Cluster, CONSUMER, writes } from "../support/cluster";
import { expectSettled } from "../support/expectations";
import { newYamlCluster, TYPE } from "./support/plugin";

const ID = "by-hand";

/** Creates a configuration as an admin does, and returns the cluster. */
async function clusterWithConfiguration(name?: string): Promise<Cluster> {
  const at = await newYamlCluster();
  at.emulator.seed({ id: ID, clientId: CONSUMER.consumerKey, ...(name !== undefined && { name }) });
  at.emulator.requests.clear();
  return at;
}

it("imports with the CLI, and the next up records the secret with a warning and without a write request", async () => {
  await using at = await clusterWithConfiguration("Data Science");
  const { emulator, stack } = at;
  stack.declare();
  const flags = ["--yes", "--generate-code=false", "--protect=false"];
  const output = await stack.succeed("import", TYPE, "bitbucket", ID, ...flags);
  expect(output).toContain("1 imported");
  expect(output).not.toMatch(/warning: (?!using)|bug/);

  stack.declare(bitbucket({ name: "Data Science" }));
  const up = await stack.up();
  expect(up.steps).toEqual(["update bitbucket"]);
  expect(up.diagnostics).toContainEqual({
    severity: "warning",
    on: "bitbucket",
    message: expect.stringMatching(/secret.*can't compare/is) as unknown,
  });
  expect(writes(emulator)).toEqual([]);
  await expectSettled(stack);
});

it("imports with the option import, and updates inputs that differ in the same run", async () => {
  await using at = await clusterWithConfiguration();
  const { emulator, stack } = at;
  stack.declare(bitbucket({ enabled: false }, { import: ID }));
  expect((await stack.up()).steps).toEqual(["import bitbucket", "update bitbucket"]);
  expect(writes(emulator)).toEqual([`PATCH /v1/admin/scms/${ID}`]);
  stack.declare(bitbucket({ enabled: false }));
  await expectSettled(stack);
});

it("fails to import a configuration that doesn't exist or that is of another provider", async () => {
  await using at = await newYamlCluster();
  const { emulator, stack } = at;
  stack.declare(bitbucket({}, { import: "nowhere" }));
  expect((await stack.failing("preview")).output).toMatch(/nowhere.*doesn't exist/s);
  stack.declare(bitbucket({}, { import: "internal" }));
  expect((await stack.failing("preview")).output).toMatch(/internal.*not Bitbucket Cloud/s);
  expect(writes(emulator)).toEqual([]);
});
