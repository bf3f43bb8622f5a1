import { bitbucket, held, newCluster } from "../support/cluster";
import type { Options } from "../support/programs";

// The verification is part of the shared core. tests/host/verifyConsumer.test.ts has all its results, on the dynamic host.
it("sends Bitbucket nothing at preview, and creates and deletes nothing with a wrong secret at up", async () => {
  const env = { ALGORITHMIA_VERIFY_CONSUMER: "credentials" };
  await using cluster = await newCluster({}, { env });
  const { emulator, stack } = cluster;
  const { urls } = emulator.bitbucket;
  const { key, secret } = emulator.bitbucket.addConsumer();
  const declare = (consumerSecret: string, opts?: Options) =>
    stack.declare(bitbucket({ consumerKey: key, consumerSecret, urls }, opts));

  declare("mistyped");
  await stack.preview();
  expect(emulator.bitbucket.requests).toHaveLength(0);
  const { output } = await stack.failing("up");
  expect(output).toContain("copy Key and Secret again");
  expect(held(emulator)).toEqual([]);

  declare(secret);
  await stack.up();
  expect(emulator.bitbucket.requests).toHaveLength(2);

  // The engine forces this replacement without a diff.
  const before = held(emulator);
  declare("mistyped", { deleteBeforeReplace: true });
  const replaced = await stack.failing("up", "--target-replace", stack.urnOf(before[0]?.id ?? ""));
  expect(replaced.output).toContain("copy Key and Secret again");
  expect(held(emulator)).toEqual(before);
});
