import { bitbucket, held, newCluster } from "../support/cluster";
import { expectSettled } from "../support/expectations";

const ASKED = { env: { ALGORITHMIA_VERIFY_CONSUMER: "credentials" } };

test("sends Bitbucket nothing at preview, and creates nothing with a wrong secret at up", async () => {
  await using cluster = await newCluster({}, ASKED);
  const { emulator, stack } = cluster;
  const { urls } = emulator.bitbucket;
  const { key, secret } = emulator.bitbucket.addConsumer();
  const declare = (consumerSecret: string) =>
    stack.declare(bitbucket({ consumerKey: key, consumerSecret, urls }));

  declare("mistyped");
  await stack.preview();
  expect(emulator.bitbucket.requests).toHaveLength(0);
  const { output } = await stack.failing("up");
  expect(output).toContain("copy Key and Secret again");
  expect(held(emulator)).toEqual([]);

  declare(secret);
  await stack.up();
  await expectSettled(stack);
  expect(emulator.bitbucket.requests).toHaveLength(2);
});
