import { bitbucket, connectionTo, held, newCluster, writes } from "../support/cluster";
import { expectSettled } from "../support/expectations";
import { Stack } from "../support/stack";

/* Runs that fail half way, and programs that change before the next. Kills are in tests/kill. */

test("a create that fails after its delete, then a reverted program: the former configuration is made again", async () => {
  await using cluster = await newCluster({}, { env: { ALGORITHMIA_MAX_RETRIES: "0" } });
  const { emulator, stack } = cluster;
  stack.declare(bitbucket({ isDefault: true }));
  await stack.up();
  const before = held(emulator);
  emulator.order({ method: "POST", path: "/v1/admin/scms", action: { kind: "error", status: 500 } });
  stack.declare(bitbucket({ isDefault: true, consumerSecret: "secret-2" }));
  await stack.failing("up");
  expect(held(emulator)).toEqual([]);

  stack.declare(bitbucket({ isDefault: true }));
  await stack.up();
  expect(held(emulator)).toEqual(before);
  await expectSettled(stack);
});

test("a roll-back while the old one waits for its deletion keeps the old one, and the newer goes", async () => {
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
  await stack.up();
  expect(held(emulator)).toEqual(before);
  await expectSettled(stack);
});

describe("two ups at once, from two backends, with the same consumer", () => {
  test("of one stack's name are one owner: both succeed, with one configuration", async () => {
    await using cluster = await newCluster();
    const { emulator, stack } = cluster;
    using other = disposable(await Stack.create({ env: connectionTo(emulator) }));
    stack.declare(bitbucket());
    other.stack.declare(bitbucket());
    await Promise.all([stack.up(), other.stack.up()]);
    expect(held(emulator)).toHaveLength(1);
    expect(writes(emulator).filter((request) => request.startsWith("DELETE "))).toEqual([]);
  });

  test("of two stacks' names: one makes it, and the other fails with the conflict and leaves it alone", async () => {
    await using cluster = await newCluster();
    const { emulator, stack } = cluster;
    using other = disposable(await Stack.create({ env: connectionTo(emulator) }));
    await other.stack.rename("other");
    stack.declare(bitbucket());
    other.stack.declare(bitbucket());
    const ups = await Promise.allSettled([stack.up(), other.stack.up()]);
    const [made] = held(emulator);
    expect(ups.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(ups.flatMap((up) => (up.status === "rejected" ? [String(up.reason)] : [])).join()).toContain(
      made?.id,
    );
    expect(held(emulator)).toHaveLength(1);
    expect(writes(emulator)).toEqual(["POST /v1/admin/scms", "POST /v1/admin/scms"]);
  });
});

function disposable(stack: Stack): { stack: Stack; [Symbol.dispose]: () => void } {
  return { stack, [Symbol.dispose]: () => stack.remove() };
}
