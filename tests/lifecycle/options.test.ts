import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bitbucket, CONSUMER, held, newCluster, sent, writes } from "../support/cluster";
import { expectSettled, NOTHING } from "../support/expectations";

const OTHER_URLS = {
  web: "https://b.example.com",
  api: "https://api.b.example.com",
  ssh: "ssh://git@b.example.com",
};

test("rejects a destroy with protect, and leaves the configuration on the cluster with retainOnDelete", async () => {
  await using cluster = await newCluster();
  const { emulator, stack } = cluster;
  stack.declare(bitbucket({}, { protect: true }));
  await stack.up();
  const before = held(emulator);
  await stack.failing("destroy");
  stack.declare(bitbucket({}, { protect: false, retainOnDelete: true }));
  await stack.up();
  await stack.destroy();
  expect(held(emulator)).toEqual(before);
});

test("ignores changes of all inputs with ignoreChanges, and updates in place despite replaceOnChanges", async () => {
  await using cluster = await newCluster();
  const { stack } = cluster;
  const args = { name: "Data Science", callbackUrl: "https://front.example.com", urls: OTHER_URLS };
  stack.declare(bitbucket(args));
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

  // The engine asks the provider alone whether a change replaces.
  stack.declare(bitbucket({ ...args, enabled: false }, { replaceOnChanges: ["enabled"] }));
  expect(await stack.preview()).toMatchObject({ steps: ["update bitbucket"] });
});

test("passes check after a refresh with ignoreChanges on drifted inputs, whatever the cluster has", async () => {
  await using cluster = await newCluster();
  const { emulator, stack } = cluster;
  const opts = { ignoreChanges: ["isDefault", "urls", "name", "enabled"] };
  stack.declare(bitbucket({ isDefault: true, name: "Data Science" }, opts));
  await stack.up();
  const id = held(emulator)[0]?.id ?? "";
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

test("announces no replacement in a refreshing preview if an ignored consumer key drifted", async () => {
  await using cluster = await newCluster();
  const { emulator, stack } = cluster;
  stack.declare(bitbucket({}, { ignoreChanges: ["consumerKey"] }));
  await stack.up();
  emulator.change(held(emulator)[0]?.id ?? "", { clientId: "key-of-an-admin" });
  const { diagnostics } = await stack.preview("--refresh");
  expect(diagnostics.filter(({ severity }) => severity === "warning")).toEqual([]);
});

test("changes nothing on the cluster after a rename with an alias or of the stack", async () => {
  await using cluster = await newCluster();
  const { emulator, stack } = cluster;
  stack.declare(bitbucket());
  await stack.up();
  emulator.requests.clear();
  stack.declare({ ...bitbucket({}, { aliases: [{ name: "bitbucket" }] }), name: "renamed" });
  expect(await stack.up()).toMatchObject({ steps: NOTHING });
  await stack.rename("moved");
  expect(await stack.up()).toMatchObject({ steps: NOTHING });
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

test("leaves the other resources alone in components and with --target", async () => {
  await using cluster = await newCluster({}, { program: TEAMS });
  const { emulator, stack } = cluster;
  await stack.up("--target", "**blue", "--target", "**blue-bitbucket");
  expect(held(emulator)).toMatchObject([{ clientId: "key-blue" }]);
  await stack.up();
  expect(held(emulator)).toHaveLength(2);
  await expectSettled(stack);
});

test("destroys without the program", async () => {
  await using cluster = await newCluster();
  const { emulator, stack } = cluster;
  stack.declare(bitbucket());
  await stack.up();
  // The CLI refuses a project whose entry file is missing, before it asks any provider.
  writeFileSync(join(stack.directory, "Pulumi.yaml"), "name: test\nruntime: nodejs\n");
  rmSync(join(stack.directory, "index.js"));
  rmSync(join(stack.directory, "program.json"));
  await stack.destroy();
  expect(held(emulator)).toEqual([]);
});

test("creates 25 configurations on one cluster, in parallel and one after the other", async () => {
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

const GET = `
const { BitbucketCloudScmConfiguration } = require("pulumi-algorithmia");
const read = BitbucketCloudScmConfiguration.get("read", process.env.READ_ID);
const { id, name, enabled, isDefault, consumerKey, consumerSecret } = read;
exports.read = { id, name, enabled, isDefault, consumerKey, consumerSecret };
`;

test("reads a configuration with get without managing it, and fails if it can't read", async () => {
  await using cluster = await newCluster({}, { program: GET });
  const { emulator, stack } = cluster;
  const byHand = emulator.seed({ id: "by-hand", clientId: CONSUMER.consumerKey, name: "By hand" });
  stack.setEnv({ READ_ID: "nope" });
  for (const operation of ["preview", "up"] as const) {
    expect((await stack.failing(operation)).output).toContain(
      "The program reads the configuration nope, but it doesn't exist",
    );
  }
  stack.setEnv({ READ_ID: "internal" });
  const { output } = await stack.failing("preview");
  expect(output).toContain(
    "its provider is internal, not Bitbucket Cloud. To read it, use getScmConfiguration",
  );
  expect(output).not.toMatch(/delete/i);

  stack.setEnv({ READ_ID: "by-hand" });
  await stack.up();
  expect(await stack.outputs()).toEqual({
    read: {
      id: "by-hand",
      name: "By hand",
      enabled: true,
      isDefault: false,
      consumerKey: CONSUMER.consumerKey,
      consumerSecret: null,
    },
  });
  await stack.destroy();
  expect(held(emulator)).toEqual([byHand]);
});
