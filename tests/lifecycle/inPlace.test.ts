import { bitbucket, held, newCluster, writes } from "../support/cluster";
import { expectSettled } from "../support/expectations";

const OTHER_URLS = {
  web: "https://bitbucket.example.com",
  api: "https://api.bitbucket.example.com",
  ssh: "ssh://git@bitbucket.example.com:7999",
};

test("enabled, urls, the default and the callback URL change in place, each with the fewest calls", async () => {
  await using cluster = await newCluster();
  const { emulator, stack } = cluster;
  stack.declare(bitbucket());
  await stack.up();
  const id = held(emulator)[0]?.id ?? "";
  const patch = `PATCH /v1/admin/scms/${id}`;

  const changes = [
    [{ enabled: false }, [patch], { enabled: false }],
    [{ enabled: false, urls: OTHER_URLS }, [patch], { urls: OTHER_URLS }],
    [{ isDefault: true }, [patch, `POST /v1/admin/scms/${id}/default`], { enabled: true, default: true }],
    [{ isDefault: true, callbackUrl: "https://front.example.com" }, [], { default: true }],
    [{}, [], { default: true }],
  ] as const;
  for (const [args, calls, outcome] of changes) {
    emulator.requests.clear();
    stack.declare(bitbucket(args));
    expect(await stack.up()).toMatchObject({ steps: ["update bitbucket"] });
    expect(writes(emulator)).toEqual(calls);
    expect(held(emulator)).toMatchObject([{ id, ...outcome }]);
    await expectSettled(stack);
  }
});

test("the default is announced on the resource's own row, at preview already", async () => {
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

test("disabling the cluster's default is refused with what to do, and nothing changes", async () => {
  await using cluster = await newCluster();
  const { emulator, stack } = cluster;
  stack.declare(bitbucket({ isDefault: true }));
  await stack.up();
  stack.declare(bitbucket({ enabled: false }));
  const { output } = await stack.failing("up");
  expect(output).toContain("4041");
  expect(held(emulator)).toMatchObject([{ enabled: true, default: true }]);
});
