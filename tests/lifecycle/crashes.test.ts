import { bitbucket, held, newCluster } from "../support/cluster";
import { expectSettled } from "../support/expectations";

/* Runs that fail half way, and programs that change before the next. Kills are in tests/kill. */

test("names the old configuration in a rollback before its deletion, and keeps it on request", async () => {
  await using cluster = await newCluster();
  const { emulator, stack } = cluster;
  stack.declare(bitbucket({ isDefault: true }));
  await stack.up();
  const before = held(emulator);
  emulator.setInUse(before[0]?.id ?? "", true);
  stack.declare(bitbucket({ isDefault: true, consumerKey: "key-2" }));
  await stack.failing("up");
  expect(held(emulator)).toHaveLength(2);
  emulator.setInUse(before[0]?.id ?? "", false);

  stack.declare(bitbucket({ isDefault: true }));
  const id = before[0]?.id ?? "";
  expect((await stack.failing("up")).output).toContain(`ALGORITHMIA_ADOPT=${id} pulumi up`);
  stack.setEnv({ ALGORITHMIA_ADOPT: id });
  await stack.up();
  expect(held(emulator)).toEqual(before);
  await expectSettled(stack);
});
