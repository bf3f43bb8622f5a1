import { held, newCluster } from "../support/cluster";
import { expectSettled } from "../support/expectations";

/** Each input but for the key, as a value that no preview knows before the first resource is made. */
const INPUTS: Record<string, string> = {
  consumerSecret: 'later("secret-2")',
  name: 'later("Later")',
  enabled: "later(true)",
  isDefault: "later(true)",
  configurationId: 'later("later")',
  callbackUrl: 'later("https://later.example.com")',
  adopt: "later('none')",
  whenInUse: 'later("disable")',
  urls: `{ web: later("https://b.example.com"), api: "https://api.b.example.com", ssh: "ssh://git@b.example.com" }`,
};

const PROGRAM = `
const { BitbucketCloudScmConfiguration } = require("pulumi-algorithmia");
const first = new BitbucketCloudScmConfiguration("first", { consumerKey: "key-1", consumerSecret: "secret-1" });
const later = (value) => first.id.apply(() => value);
${Object.entries(INPUTS)
  .map(([name, value]) => {
    const args = `consumerKey: "key-of-${name}", consumerSecret: "secret-2", ${name}: ${value}`;
    return `new BitbucketCloudScmConfiguration("unknown-${name}", { ${args} });`;
  })
  .join("\n")}
new BitbucketCloudScmConfiguration("all-unknown", {
  consumerKey: later("key-3"), consumerSecret: later("secret-3"), name: later("Three"), enabled: later(true),
  configurationId: later("three"), urls: first.urls,
});
`;

test("accepts each input unknown at preview, alone and together, before a correct up", async () => {
  await using cluster = await newCluster({}, { program: PROGRAM });
  const { emulator, stack } = cluster;
  const names = ["first", ...Object.keys(INPUTS).map((name) => `unknown-${name}`), "all-unknown"];
  expect((await stack.preview()).steps.toSorted()).toEqual(names.map((name) => `create ${name}`).toSorted());
  expect(held(emulator)).toEqual([]);

  await stack.up();
  const byKey = Object.fromEntries(held(emulator).map((scm) => [scm.clientId ?? "", scm] as const));
  expect(Object.keys(byKey)).toHaveLength(names.length);
  expect(byKey).toMatchObject({
    "key-of-name": { name: "Later" },
    "key-of-isDefault": { default: true },
    "key-of-configurationId": { id: "later" },
    "key-of-urls": { urls: { web: "https://b.example.com" } },
    "key-3": { id: "three", name: "Three" },
  });
  await expectSettled(stack);
});

const CHANGING = `
const { BitbucketCloudScmConfiguration } = require("pulumi-algorithmia");
const stage = require("node:fs").readFileSync("program.json", "utf8").includes("second");
const first = stage && new BitbucketCloudScmConfiguration("first", { consumerKey: "key-1", consumerSecret: "secret-1" });
const consumerSecret = stage ? first.id.apply(() => "secret-2") : "secret-2";
new BitbucketCloudScmConfiguration("second", { consumerKey: "key-2", consumerSecret });
`;

test("announces an input that becomes unknown as a change, and changes nothing if its value stays", async () => {
  await using cluster = await newCluster({}, { program: CHANGING });
  const { emulator, stack } = cluster;
  stack.declare({ name: "one", args: {} });
  await stack.up();
  const [before] = held(emulator);
  stack.declare({ name: "second", args: {} });
  expect(await stack.preview()).toMatchObject({ steps: ["create first", "update second"] });
  expect(await stack.up()).toMatchObject({ steps: ["create first"] });
  expect(held(emulator)[0]).toEqual(before);
});
