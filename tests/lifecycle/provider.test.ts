import { startEmulator } from "../../emulator/src";
import { bitbucket, CONSUMER, held, newCluster } from "../support/cluster";

const PROGRAM = `
const { readFileSync } = require("node:fs");
const pulumi = require("@pulumi/pulumi");
const { BitbucketCloudScmConfiguration, Provider, getScmConfigurationOutput } = require("pulumi-algorithmia");
const { connection, consumer } = JSON.parse(readFileSync("program.json", "utf8"))[0].args;
const other = new Provider("other", { ...connection, deadline: 20 });
const made = new BitbucketCloudScmConfiguration("bitbucket", consumer, { provider: other });
exports.found = getScmConfigurationOutput({ id: made.id }, { provider: other });
exports.internal = getScmConfigurationOutput({ id: "internal" }, { provider: other }).id;
`;

test("uses an explicit provider's arguments alone, and shows a rotated key as the provider's change only", async () => {
  await using cluster = await newCluster({}, { program: PROGRAM });
  const other = await startEmulator();
  try {
    const { emulator, stack } = cluster;
    stack.declare({ name: "", args: { connection: { apiUrl: other.url }, consumer: CONSUMER } });
    const { output } = await stack.failing("preview");
    expect(output).toMatch(
      /apiKey of the Provider .*isn't set; pass apiKey \(or bearerToken\) to the Provider/,
    );
    expect(output).not.toContain("pulumi config set");

    const key = { apiUrl: other.url, apiKey: other.apiKey };
    stack.declare({ name: "", args: { connection: key, consumer: CONSUMER } });
    const preview = await stack.preview();
    expect(preview.steps).toContain("create bitbucket");
    await stack.up();
    expect(held(emulator)).toEqual([]);
    expect(held(other)).toHaveLength(1);
    expect(await stack.outputs()).toMatchObject({
      found: {
        id: held(other)[0]?.id,
        provider: "bitbucket-cloud",
        enabled: true,
        isDefault: false,
        name: null,
      },
      internal: "internal",
    });

    const text = JSON.stringify(stack.state());
    expect(text).toContain(other.url);
    expect(text).not.toContain(other.apiKey);

    const token = { apiUrl: other.url, bearerToken: other.mintJwt() };
    stack.declare({ name: "", args: { connection: token, consumer: CONSUMER } });
    expect(await stack.up()).toMatchObject({ steps: ["update other"] });
    expect(JSON.stringify(stack.state())).not.toContain(token.bearerToken);
    await stack.destroy();
    expect(held(other)).toEqual([]);
  } finally {
    await other.close();
  }
});

test("finds a configuration by provider and key, and reports if there is none", async () => {
  await using cluster = await newCluster(
    {},
    {
      program: `
const { getScmConfiguration } = require("pulumi-algorithmia");
module.exports = async () => ({ found: await getScmConfiguration({ provider: "github", consumerKey: "key-g" }) });
`,
    },
  );
  const { emulator, stack } = cluster;
  const { output } = await stack.failing("preview");
  expect(output).toContain("has no configuration of github");
  const github = emulator.seed({ provider: "github", clientId: "key-g", id: "github" });
  await stack.up();
  expect(await stack.outputs()).toMatchObject({
    found: { id: github.id, provider: "github", enabled: true },
  });
});

describe("a configuration in use", () => {
  test("is not deleted, and the error names the setting that lets it go", async () => {
    await using cluster = await newCluster();
    const { emulator, stack } = cluster;
    stack.declare(bitbucket({ isDefault: true }));
    await stack.up();
    const id = held(emulator)[0]?.id ?? "";
    emulator.setInUse(id, true);
    const before = held(emulator);
    const { output } = await stack.failing("destroy");
    expect(output).toContain("ALGORITHMIA_WHEN_IN_USE=disable");
    expect(held(emulator)).toEqual(before);

    stack.setEnv({ ALGORITHMIA_WHEN_IN_USE: "disable" });
    const { diagnostics } = await stack.destroy();
    expect(held(emulator)).toEqual([{ ...before[0], enabled: false, default: false }]);
    expect(diagnostics).toContainEqual({
      severity: "warning",
      on: "bitbucket",
      message: expect.stringContaining(`Left the configuration ${id} disabled`) as unknown,
    });
  });
});
