import { bitbucket, CONSUMER, held, newCluster, sent, writes } from "../support/cluster";
import { expectSettled, NOTHING } from "../support/expectations";
import { BOTH } from "../support/hosts";

/*
 * Pulumi's options and flags. The engine applies them before or after it asks the provider, so the host makes no difference:
 * they run on the plugin. `get` has code of its own in each host. tests/lifecycle/safety.test.ts has the options that protect a
 * configuration, on both hosts.
 */

const OTHER_URLS = {
  web: "https://b.example.com",
  api: "https://api.b.example.com",
  ssh: "ssh://git@b.example.com",
};

it("ignores changes of all inputs with ignoreChanges, also after a refresh that finds drift which check would reject", async () => {
  await using cluster = await newCluster();
  const { emulator, stack } = cluster;
  stack.declare(
    bitbucket({ isDefault: true, name: "Data Science", callbackUrl: "https://front.example.com" }),
  );
  await stack.up();
  const changes = {
    consumerKey: "key-2",
    consumerSecret: "secret-2",
    urls: { ...OTHER_URLS, web: "https://c.example.com" },
    name: "Machine Learning",
    enabled: false,
    isDefault: true,
    configurationId: "bitbucket",
    callbackUrl: "https://back.example.com",
    adopt: "another",
    whenInUse: "disable",
  };
  stack.declare(bitbucket(changes, { ignoreChanges: Object.keys(changes) }));
  expect(await stack.preview()).toMatchObject({ steps: NOTHING });

  const id = held(emulator)[0]?.id ?? "";
  emulator.change(id, { clientId: "key-of-an-admin" });
  // No warning announces a replacement for the drifted key.
  const { diagnostics } = await stack.preview("--refresh");
  expect(diagnostics.map(({ message }) => message)).not.toContainEqual(expect.stringContaining("replace"));

  emulator.change("internal", { default: true });
  emulator.change(id, {
    enabled: false,
    name: " a name that no program may set\t",
    urls: { ...OTHER_URLS, api: "https://api.b.example.com/2.0", ssh: "git@b.example.com:" },
  });
  emulator.requests.clear();
  await stack.refresh();
  expect(await stack.up()).toMatchObject({ steps: NOTHING });
  expect(writes(emulator)).toEqual([]);
});

it("deletes first with replaceOnChanges, because the cluster has each consumer and website once", async () => {
  await using cluster = await newCluster();
  const { emulator, stack } = cluster;
  stack.declare(bitbucket());
  await stack.up();
  const [before] = held(emulator);
  const urls = { web: "https://bitbucket.org", api: OTHER_URLS.api, ssh: OTHER_URLS.ssh };
  stack.declare(bitbucket({ urls }, { replaceOnChanges: ["urls"] }));
  const { steps } = await stack.up();
  expect(steps).toEqual(["delete-replaced bitbucket", "replace bitbucket", "create-replacement bitbucket"]);
  expect(held(emulator)).toMatchObject([{ urls, enabled: true }]);
  expect(held(emulator)[0]?.id).not.toBe(before?.id);
  await expectSettled(stack);
});

it("changes nothing on the cluster after a rename of the resource with an alias, or of the stack", async () => {
  await using cluster = await newCluster();
  const { emulator, stack } = cluster;
  stack.declare(bitbucket());
  await stack.up();
  emulator.requests.clear();
  const renamed = { ...bitbucket({}, { aliases: [{ name: "bitbucket" }] }), name: "renamed" };
  stack.declare(renamed);
  expect(await stack.up()).toMatchObject({ steps: NOTHING });
  await stack.rename("moved");
  stack.declare(renamed);
  await expectSettled(stack);
  expect(sent(emulator)).toEqual([]);
});

const TEAMS = `
const pulumi = require("@pulumi/pulumi");
const { BitbucketCloudScmConfiguration } = require("pulumi-algorithmia");
for (const name of ["blue", "green"]) {
  const parent = new pulumi.ComponentResource("test:index:Team", name);
  const args = { consumerKey: "key-" + name, consumerSecret: "secret-" + name };
  new BitbucketCloudScmConfiguration(name + "-bitbucket", args, { parent });
}
`;

// A YAML program can't declare components.
it("leaves the other resources alone in components and with --target", async () => {
  await using cluster = await newCluster({}, { program: TEAMS });
  const { emulator, stack } = cluster;
  await stack.up("--target", "**blue", "--target", "**blue-bitbucket");
  expect(held(emulator)).toMatchObject([{ clientId: "key-blue" }]);
  expect((await stack.up()).steps).toEqual(["create green", "create green-bitbucket"]);
  expect(held(emulator)).toHaveLength(2);
});

it("creates 25 configurations on one cluster in parallel, reads them with one request, and destroys them one by one", async () => {
  await using cluster = await newCluster();
  const { emulator, stack } = cluster;
  const names = Array.from({ length: 25 }, (_, index) => `configuration-${index}`);
  stack.declare(...names.map((name) => ({ ...bitbucket({ consumerKey: `key-of-${name}` }), name })));
  await stack.up();
  expect(held(emulator)).toHaveLength(25);
  emulator.requests.clear();
  await stack.refresh();
  expect(sent(emulator)).toEqual(["GET /v1/scms"]);
  await stack.destroy("--parallel", "1");
  expect(held(emulator)).toEqual([]);
});

describe.each(BOTH)("get on the host %s", (host) => {
  it("reads a configuration without managing it, and fails if the configuration doesn't exist or is of another provider", async () => {
    await using cluster = await newCluster({}, { host });
    const { emulator, stack } = cluster;
    const byHand = emulator.seed({ id: "by-hand", clientId: CONSUMER.consumerKey, name: "By hand" });
    const declareGet = (id: string) => stack.declare({ name: "read", kind: "get", args: { id } });
    declareGet("nope");
    expect((await stack.failing("up")).output).toContain(
      "The program reads the configuration nope, but it doesn't exist",
    );
    declareGet("internal");
    const { output } = await stack.failing("preview");
    expect(output).toContain(
      "its provider is internal, not Bitbucket Cloud. To read it, use getScmConfiguration",
    );
    expect(output).not.toMatch(/delete/i);

    declareGet("by-hand");
    await stack.up();
    const { found } = (await stack.outputs()) as { found: { read: Record<string, unknown> } };
    const { consumerSecret, ...read } = found.read;
    expect(read).toEqual({
      id: "by-hand",
      name: "By hand",
      enabled: true,
      isDefault: false,
      consumerKey: CONSUMER.consumerKey,
    });
    expect(consumerSecret ?? null).toBeNull(); // YAML omits null.
    await stack.destroy();
    expect(held(emulator)).toEqual([byHand]);
  });
});
