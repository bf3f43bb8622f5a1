import { bitbucket, held, newCluster } from "../support/cluster";
import { expectSettled } from "../support/expectations";

const OTHER_URLS = {
  web: "https://b.example.com",
  api: "https://api.b.example.com",
  ssh: "ssh://git@b.example.com",
};

test("shows changes made by hand in a refresh, and reverts them with up", async () => {
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

test("deletes what the refresh found in a destroy that refreshes first", async () => {
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
    message: expect.stringContaining('Made "internal" the cluster\'s default') as unknown,
  });
});
