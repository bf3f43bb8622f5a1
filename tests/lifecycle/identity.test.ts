import { bitbucket, CONSUMER, held, newCluster } from "../support/cluster";
import { expectSettled } from "../support/expectations";

test("a rename without alias and without adopt fails by name, and the old configuration stays", async () => {
  await using cluster = await newCluster();
  const { emulator, stack } = cluster;
  stack.declare(bitbucket());
  await stack.up();
  const before = held(emulator);
  stack.declare({ ...bitbucket(), name: "renamed" });
  const { output } = await stack.failing("up");
  expect(output).toContain(before[0]?.id);
  expect(output).toContain("adopt: true");
  expect(held(emulator)).toEqual(before);
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

  // First step: "one" lets its consumer go, and "two" its own.
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

test("a configuration that retainOnDelete left counts as the same resource's when it comes back", async () => {
  await using cluster = await newCluster();
  const { emulator, stack } = cluster;
  stack.declare(bitbucket({}, { retainOnDelete: true }));
  await stack.up();
  const before = held(emulator);
  stack.declare();
  await stack.up();
  expect(held(emulator)).toEqual(before);
  stack.declare(bitbucket());
  const { diagnostics } = await stack.up();
  expect(held(emulator)).toEqual(before);
  expect(diagnostics.map(({ message }) => message).join("\n")).toContain(
    "made by an earlier try of this resource",
  );
});

test("to make the very same anew takes deleteBeforeReplace with --target-replace", async () => {
  await using cluster = await newCluster();
  const { emulator, stack } = cluster;
  stack.declare(bitbucket({}, { deleteBeforeReplace: true }));
  await stack.up();
  const urn = (await stack.export()).deployment.resources.at(-1)?.urn ?? "";
  emulator.requests.clear();
  await stack.up("--target-replace", urn);
  expect([...emulator.requests].map(({ method }) => method)).toEqual(["DELETE", "PATCH", "DELETE", "POST"]);
  expect(held(emulator)).toMatchObject([{ clientId: CONSUMER.consumerKey, enabled: true }]);
  await expectSettled(stack);
});
