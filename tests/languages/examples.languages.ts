import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bitbucket, type Cluster, CONSUMER, held, newCluster, writes } from "../support/cluster";
import { NOTHING } from "../support/expectations";
import { secretsInFiles } from "../support/places";
import { copyExample } from "./support/project";
import { installGo } from "./support/go";
import { installPython } from "./support/python";

const TYPE = "algorithmia:index:BitbucketCloudScmConfiguration";
const INSTALL = { python: installPython, go: installGo, yaml: undefined, "typescript-plugin": undefined };

describe.each(Object.entries(INSTALL))("examples/%s", (example, install) => {
  let cluster: Cluster;
  let printed = "";
  const heldId = () => held(cluster.emulator)[0]?.id ?? "";

  beforeAll(async () => {
    cluster = await newCluster();
    const { stack } = cluster;
    copyExample(example, stack);
    await install?.(stack);
    for (const [name, value] of Object.entries(CONSUMER)) {
      await stack.succeed("config", "set", "--secret", name, value);
    }
  });

  afterAll(() => cluster[Symbol.asyncDispose]());

  test("creates the configuration that the program declares", async () => {
    const { emulator, stack } = cluster;
    const { output, steps } = await stack.up();
    printed += output;
    expect(steps).toEqual(["create bitbucket"]);
    expect(held(emulator)).toMatchObject([{ clientId: CONSUMER.consumerKey, enabled: true }]);
    const id = heldId();
    expect(emulator.secretOf(id)).toBe(CONSUMER.consumerSecret);
    expect(await stack.outputs()).toEqual({ configurationId: id, callbackUrl: emulator.url });
  });

  test("shows no changes at preview and refresh", async () => {
    const { stack } = cluster;
    printed += (await stack.preview("--expect-no-changes")).output;
    printed += (await stack.refresh("--expect-no-changes")).output;
  });

  test("imports an existing configuration and continues without a request that changes it", async () => {
    const { emulator, stack } = cluster;
    const id = heldId();
    await stack.succeed("state", "delete", "--yes", stack.urnOf(id));
    emulator.requests.clear();

    // The newest language hosts in the registries don't support generating code.
    const flags = ["--yes", "--protect=false", "--generate-code=false"];
    printed += await stack.succeed("import", TYPE, "bitbucket", id, ...flags);
    expect(stack.urnOf(id)).toContain(TYPE);
    const { output, steps } = await stack.up();
    printed += output;
    expect(steps).toEqual(["update bitbucket"]);
    expect(writes(emulator)).toEqual([]);
    printed += (await stack.preview("--expect-no-changes")).output;
  });

  test("keeps the consumer's key and secret out of the output and the state", () => {
    const secrets = Object.values(CONSUMER);
    expect(secrets.filter((secret) => printed.includes(secret))).toEqual([]);
    expect(secretsInFiles(cluster.stack.directory, secrets)).toEqual([]);
  });

  test("migrates to the dynamic provider and back without a request that changes the configuration", async () => {
    const { emulator, stack } = cluster;
    const project = join(stack.directory, "Pulumi.yaml");
    const example = readFileSync(project, "utf8");
    emulator.requests.clear();
    stack.moveTo("dynamic");
    stack.declare(bitbucket());
    expect((await stack.up()).steps).toEqual(["update bitbucket"]);
    expect(stack.urnOf(heldId())).toContain("pulumi-nodejs:dynamic");
    writeFileSync(project, example);
    expect((await stack.up()).steps).toEqual(NOTHING);
    expect(stack.urnOf(heldId())).toContain(TYPE);
    expect(writes(emulator)).toEqual([]);
  });

  test("deletes the configuration", async () => {
    const { emulator, stack } = cluster;
    await stack.destroy();
    expect(held(emulator)).toEqual([]);
  });
});
