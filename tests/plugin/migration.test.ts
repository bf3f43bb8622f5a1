import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { bitbucket, type Cluster, held, newCluster, writes } from "../support/cluster";
import { expectSettled } from "../support/expectations";
import type { HostKind } from "../support/hosts";
import { TYPE } from "./support/plugin";

const OTHER = { consumerKey: "other-key", consumerSecret: "other-secret" };

/** Declares one configuration with the default provider, and one with an explicit provider. */
function declareWith(host: HostKind, { emulator, stack }: Cluster): void {
  const connection = { apiUrl: emulator.url, apiKey: emulator.apiKey };
  const configuration = bitbucket({ isDefault: true });
  stack.moveTo(host);
  if (host === "yaml") {
    stack.declare(
      configuration,
      { name: "cluster", type: "pulumi:providers:algorithmia", args: connection },
      { name: "other", args: OTHER, opts: { provider: "${cluster}" } },
    );
    return;
  }
  const program = `
    const { BitbucketCloudScmConfiguration, Provider } = require("pulumi-algorithmia${host === "native" ? "/native" : ""}");
    const cluster = new Provider("cluster", ${JSON.stringify(connection)});
    new BitbucketCloudScmConfiguration("bitbucket", ${JSON.stringify(configuration.args)});
    new BitbucketCloudScmConfiguration("other", ${JSON.stringify(OTHER)}, { provider: cluster });
  `;
  writeFileSync(join(stack.directory, "index.js"), program);
}

/** The steps of the resources, without those of their providers. */
function resourceSteps(steps: readonly string[]): readonly string[] {
  return steps.filter((step) => !step.endsWith(" cluster"));
}

it("moves resources with default and explicit providers between the hosts without a write request", async () => {
  await using at = await newCluster();
  const { emulator, stack } = at;
  declareWith("native", at);
  await stack.up();
  const before = held(emulator);
  expect(before).toHaveLength(2);
  emulator.requests.clear();

  for (const host of ["dynamic", "native", "yaml", "dynamic"] as const) {
    declareWith(host, at);
    // The dynamic provider's host needs outputs of its own, which this update records.
    const updates = host === "dynamic" ? ["update bitbucket", "update other"] : [];
    expect(resourceSteps((await stack.preview()).steps).toSorted()).toEqual(updates);
    expect(resourceSteps((await stack.up()).steps).toSorted()).toEqual(updates);
    const types = stack.state().resources.map(({ type }) => type);
    expect(types.filter((type) => type === TYPE)).toHaveLength(host === "dynamic" ? 0 : 2);
    await stack.refresh();
    await expectSettled(stack);
  }
  expect(writes(emulator)).toEqual([]);
  expect(held(emulator)).toEqual(before);
  await stack.destroy();
  expect(held(emulator)).toEqual([]);
});
