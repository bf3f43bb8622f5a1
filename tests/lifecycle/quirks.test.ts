import { bitbucket, held, newCluster } from "../support/cluster";
import { expectSettled } from "../support/expectations";

// Each quirk alone has its turn in tests/host/quirks.test.ts.
test("completes the lifecycle on a cluster with several quirks, settled after each step", async () => {
  await using cluster = await newCluster({
    quirks: {
      clientIdIn: "both",
      createOmits: ["urls", "clientId"],
      providerInAnswers: "bitbucket_cloud",
      showsDefault: "null",
      errorShape: "text",
      unsetNameIsWebUrl: true,
      deleteChecks: ["enabled", "default", "inUse"],
    },
  });
  const { emulator, stack } = cluster;
  stack.declare(bitbucket({ isDefault: true }));
  await stack.up();
  await stack.refresh("--expect-no-changes");
  await expectSettled(stack);
  await stack.destroy();
  expect(held(emulator)).toEqual([]);
  expect(emulator.scm("internal")).toMatchObject({ default: true });
});
