import { bitbucket, CONSUMER, held, newCluster } from "../support/cluster";
import { expectSettled, NOTHING } from "../support/expectations";

const OTHER_URLS = {
  web: "https://b.example.com",
  api: "https://api.b.example.com",
  ssh: "ssh://git@b.example.com",
};

test("what was changed by hand shows in a refresh and is mended by up", async () => {
  await using cluster = await newCluster();
  const { emulator, stack } = cluster;
  stack.declare(bitbucket({ isDefault: true, name: "Data Science" }));
  await stack.up();
  const before = held(emulator);
  const id = before[0]?.id ?? "";

  emulator.change("internal", { default: true });
  emulator.change(id, { enabled: false, urls: OTHER_URLS });
  expect(await stack.refresh()).toMatchObject({ steps: ["refresh bitbucket"] });
  expect(await stack.preview()).toMatchObject({ steps: ["update bitbucket"] });
  expect(await stack.up()).toMatchObject({ steps: ["update bitbucket"] });
  expect(held(emulator)).toEqual(before);
  await expectSettled(stack);
});

test("another consumer key put there by hand is replaced by the program's", async () => {
  await using cluster = await newCluster();
  const { emulator, stack } = cluster;
  stack.declare(bitbucket());
  await stack.up();
  emulator.change(held(emulator)[0]?.id ?? "", { clientId: "key-of-someone-else" });
  await stack.refresh();
  await stack.up();
  expect(held(emulator)).toMatchObject([{ clientId: CONSUMER.consumerKey }]);
  await expectSettled(stack);
});

test("one deleted by hand is made again", async () => {
  await using cluster = await newCluster();
  const { emulator, stack } = cluster;
  stack.declare(bitbucket());
  await stack.up();
  const before = held(emulator);
  emulator.remove(before[0]?.id ?? "");

  expect(await stack.up()).toMatchObject({ steps: NOTHING });
  await stack.up("--refresh");
  expect(held(emulator)).toEqual([{ ...before[0], id: expect.any(String) as unknown }]);
  await expectSettled(stack);
});

test("an update of one that was deleted by hand says to refresh", async () => {
  await using cluster = await newCluster();
  const { emulator, stack } = cluster;
  stack.declare(bitbucket());
  await stack.up();
  emulator.remove(held(emulator)[0]?.id ?? "");
  stack.declare(bitbucket({ enabled: false }));
  const { output } = await stack.failing("up");
  expect(output).toContain("pulumi refresh");
});

test("a destroy that refreshes first deletes what it found", async () => {
  await using cluster = await newCluster();
  const { emulator, stack } = cluster;
  stack.declare(bitbucket({ isDefault: true }));
  await stack.up();
  const { diagnostics } = await stack.destroy("--refresh");
  expect(held(emulator)).toEqual([]);
  expect(emulator.scm("internal")).toMatchObject({ default: true });
  expect(diagnostics).toContainEqual({
    severity: "warning",
    on: "bitbucket",
    message: expect.stringContaining('Handed the cluster\'s default to "internal"') as unknown,
  });
});

test("a default that only an admin set isn't handed over by a destroy, which says what to do", async () => {
  await using cluster = await newCluster();
  const { emulator, stack } = cluster;
  stack.declare(bitbucket());
  await stack.up();
  const id = held(emulator)[0]?.id ?? "";
  emulator.change(id, { default: true });
  const { output } = await stack.failing("destroy");
  expect(output).toContain("an admin may rely on it");
  expect(held(emulator)).toMatchObject([{ id, enabled: true, default: true }]);
});

test("a destroy hands over the default that the program declares, though the last refresh found it elsewhere", async () => {
  await using cluster = await newCluster();
  const { emulator, stack } = cluster;
  stack.declare(bitbucket({ isDefault: true }));
  await stack.up();
  emulator.change("internal", { default: true });
  await stack.refresh();
  emulator.change(held(emulator)[0]?.id ?? "", { default: true });
  await stack.destroy();
  expect(held(emulator)).toEqual([]);
  expect(emulator.scm("internal")).toMatchObject({ default: true });
});
