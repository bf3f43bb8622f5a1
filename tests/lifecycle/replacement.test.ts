import { bitbucket, held, newCluster, writes } from "../support/cluster";
import { expectSettled } from "../support/expectations";

test("creates the configuration with another consumer key before it deletes the old one", async () => {
  await using cluster = await newCluster();
  const { emulator, stack } = cluster;
  stack.declare(bitbucket());
  await stack.up();
  const old = held(emulator)[0]?.id ?? "";
  emulator.requests.clear();

  stack.declare(bitbucket({ consumerKey: "key-2" }));
  expect(await stack.up()).toMatchObject({
    steps: ["create-replacement bitbucket", "replace bitbucket", "delete-replaced bitbucket"],
  });
  expect(writes(emulator)).toEqual([
    "POST /v1/admin/scms",
    `DELETE /v1/admin/scms/${old}`,
    `PATCH /v1/admin/scms/${old}`,
    `DELETE /v1/admin/scms/${old}`,
  ]);
  expect(held(emulator)).toMatchObject([{ clientId: "key-2" }]);
  await expectSettled(stack);
});

test("deletes first for another secret under the same key, and reports what users lose", async () => {
  await using cluster = await newCluster();
  const { emulator, stack } = cluster;
  stack.declare(bitbucket());
  await stack.up();
  const old = held(emulator)[0]?.id ?? "";

  stack.declare(bitbucket({ consumerSecret: "secret-2" }));
  const preview = await stack.preview();
  expect(preview.diagnostics).toContainEqual({
    severity: "warning",
    on: "bitbucket",
    message: expect.stringMatching(/because consumerSecret changed.*every user must link/s) as unknown,
  });
  emulator.requests.clear();
  expect(await stack.up()).toMatchObject({
    steps: ["delete-replaced bitbucket", "replace bitbucket", "create-replacement bitbucket"],
  });
  const [made] = held(emulator);
  expect(made?.id).not.toBe(old);
  expect(emulator.secretOf(made?.id ?? "")).toBe("secret-2");
  await expectSettled(stack);
});
