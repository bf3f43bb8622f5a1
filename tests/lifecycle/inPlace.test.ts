import { bitbucket, held, newCluster, writes } from "../support/cluster";
import { expectSettled } from "../support/expectations";

const OTHER_URLS = {
  web: "https://bitbucket.example.com",
  api: "https://api.bitbucket.example.com",
  ssh: "ssh://git@bitbucket.example.com:7999",
};

test("changes enabled and urls in place, with one request", async () => {
  await using cluster = await newCluster();
  const { emulator, stack } = cluster;
  stack.declare(bitbucket());
  await stack.up();
  const id = held(emulator)[0]?.id ?? "";
  emulator.requests.clear();
  stack.declare(bitbucket({ enabled: false, urls: OTHER_URLS }));
  expect(await stack.up()).toMatchObject({ steps: ["update bitbucket"] });
  expect(writes(emulator)).toEqual([`PATCH /v1/admin/scms/${id}`]);
  expect(held(emulator)).toMatchObject([{ id, enabled: false, urls: OTHER_URLS }]);
  await expectSettled(stack);
});

test("announces the default on the resource's own row, already at preview", async () => {
  await using cluster = await newCluster();
  const { stack } = cluster;
  stack.declare(bitbucket({ isDefault: true }));
  const { diagnostics } = await stack.preview();
  expect(diagnostics).toContainEqual({
    severity: "warning",
    on: "bitbucket",
    message: expect.stringContaining("no Web IDE") as unknown,
  });
});
