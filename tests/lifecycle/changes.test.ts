import { bitbucket, type Cluster, held, newCluster, writes } from "../support/cluster";
import { expectSettled } from "../support/expectations";
import { BOTH } from "../support/hosts";

const OTHER_URLS = {
  web: "https://bitbucket.example.com",
  api: "https://api.bitbucket.example.com",
  ssh: "ssh://git@bitbucket.example.com:7999",
};

const warning = (message: RegExp): unknown => ({
  severity: "warning",
  on: "bitbucket",
  message: expect.stringMatching(message) as unknown,
});

const idOn = ({ emulator }: Cluster): string => held(emulator)[0]?.id ?? "";

describe.each(BOTH)("with the host %s", (host) => {
  it("updates enabled and urls in place with one request, and reverts changes by hand after a refresh", async () => {
    await using cluster = await newCluster({}, { host });
    const { emulator, stack } = cluster;
    stack.declare(bitbucket({ isDefault: true, name: "Data Science" }));
    // The default is announced on the resource's own row, already at preview.
    expect((await stack.preview()).diagnostics).toContainEqual(warning(/no Web IDE/));
    await stack.up();
    const id = idOn(cluster);
    emulator.requests.clear();
    const changed = { isDefault: true, name: "Data Science", urls: OTHER_URLS };
    stack.declare(bitbucket(changed));
    expect(await stack.up()).toMatchObject({ steps: ["update bitbucket"] });
    expect(writes(emulator)).toEqual([`PATCH /v1/admin/scms/${id}`]);
    const before = held(emulator);
    expect(before).toMatchObject([{ id, enabled: true, default: true, urls: OTHER_URLS }]);

    emulator.change("internal", { default: true });
    emulator.change(id, { enabled: false, urls: { ...OTHER_URLS, web: "https://by-hand.example.com" } });
    expect(await stack.refresh()).toMatchObject({ steps: ["refresh bitbucket"] });
    expect(await stack.preview()).toMatchObject({ steps: ["update bitbucket"] });
    expect(await stack.up()).toMatchObject({ steps: ["update bitbucket"] });
    expect(held(emulator)).toEqual(before);
    await expectSettled(stack);

    // A destroy that refreshes first deletes what the refresh found.
    expect((await stack.destroy("--refresh")).diagnostics).toContainEqual(
      warning(/Made "internal" the cluster's default/),
    );
    expect(held(emulator)).toEqual([]);
    expect(emulator.scm("internal")).toMatchObject({ default: true });
  });

  it("replaces: for another key creates first, and for another secret deletes first and warns", async () => {
    await using cluster = await newCluster({}, { host });
    const { emulator, stack } = cluster;
    stack.declare(bitbucket());
    await stack.up();
    const first = idOn(cluster);
    emulator.requests.clear();
    stack.declare(bitbucket({ consumerKey: "key-2" }));
    expect(await stack.up()).toMatchObject({
      steps: ["create-replacement bitbucket", "replace bitbucket", "delete-replaced bitbucket"],
    });
    expect(writes(emulator)).toEqual([
      "POST /v1/admin/scms",
      `DELETE /v1/admin/scms/${first}`,
      `PATCH /v1/admin/scms/${first}`,
      `DELETE /v1/admin/scms/${first}`,
    ]);
    expect(held(emulator)).toMatchObject([{ clientId: "key-2" }]);

    const second = idOn(cluster);
    stack.declare(bitbucket({ consumerKey: "key-2", consumerSecret: "secret-2" }));
    expect((await stack.preview()).diagnostics).toContainEqual(
      warning(/because consumerSecret changed.*every user must link/s),
    );
    expect(await stack.up()).toMatchObject({
      steps: ["delete-replaced bitbucket", "replace bitbucket", "create-replacement bitbucket"],
    });
    const third = idOn(cluster);
    expect(third).not.toBe(second);
    expect(emulator.secretOf(third)).toBe("secret-2");
    await expectSettled(stack);
  });
});

it("names the existing configuration in a roll-back before its deletion, and keeps it on request", async () => {
  await using cluster = await newCluster();
  const { emulator, stack } = cluster;
  stack.declare(bitbucket({ isDefault: true }));
  await stack.up();
  const before = held(emulator);
  const id = idOn(cluster);
  emulator.setInUse(id, true);
  stack.declare(bitbucket({ isDefault: true, consumerKey: "key-2" }));
  await stack.failing("up");
  expect(held(emulator)).toHaveLength(2);
  emulator.setInUse(id, false);

  stack.declare(bitbucket({ isDefault: true }));
  expect((await stack.failing("up")).output).toContain(`ALGORITHMIA_ADOPT=${id} pulumi up`);
  stack.setEnv({ ALGORITHMIA_ADOPT: id });
  await stack.up();
  expect(held(emulator)).toEqual(before);
  await expectSettled(stack);
});

// tests/host/quirks.test.ts has each quirk alone.
it("completes the lifecycle on a cluster with several quirks", async () => {
  await using cluster = await newCluster({
    quirks: {
      clientIdIn: "both",
      createOmits: ["urls", "clientId"],
      providerInAnswers: "bitbucket_cloud",
      showsDefault: "null",
      errorShape: "text",
      unsetNameIsWebUrl: true,
      deleteChecks: ["enabled", "default", "inUse"],
    },
  });
  const { emulator, stack } = cluster;
  stack.declare(bitbucket({ isDefault: true }));
  await stack.up();
  await stack.refresh("--expect-no-changes");
  await expectSettled(stack);
  await stack.destroy();
  expect(held(emulator)).toEqual([]);
  expect(emulator.scm("internal")).toMatchObject({ default: true });
});

describe("a configuration in use", () => {
  it.each(BOTH)("stays, and the error names the setting that disables it instead (%s)", async (host) => {
    await using cluster = await newCluster({}, { host });
    const { emulator, stack } = cluster;
    stack.declare(bitbucket({ isDefault: true }));
    await stack.up();
    const id = idOn(cluster);
    emulator.setInUse(id, true);
    const before = held(emulator);
    expect((await stack.failing("destroy")).output).toContain("ALGORITHMIA_WHEN_IN_USE=disable");
    expect(held(emulator)).toEqual(before);

    stack.setEnv({ ALGORITHMIA_WHEN_IN_USE: "disable" });
    const { diagnostics } = await stack.destroy();
    expect(held(emulator)).toEqual([{ ...before[0], enabled: false, default: false }]);
    expect(diagnostics).toContainEqual(warning(new RegExp(`Left the configuration ${id} disabled`)));
  });
});
