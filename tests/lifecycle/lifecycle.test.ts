import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { bitbucket, CONSUMER, held, newCluster, sent, useCluster, writes } from "../support/cluster";
import { expectSettled, NOTHING } from "../support/expectations";
import { BOTH, HOSTS } from "../support/hosts";

/*
 * One configuration from its creation to its deletion, on both hosts. A Node program with the plugin differs from YAML only in
 * the resource's class, so it runs the shortest lifecycle. Quirks of a cluster are handled in the shared core: YAML only.
 */

const URLS = {
  web: "https://bitbucket.example.com",
  api: "https://api.bitbucket.example.com",
  ssh: "ssh://git@bitbucket.example.com:7999",
};
const SECOND = { consumerKey: "planted-second-key-4d1e", consumerSecret: "planted-second-secret-91b2" };
const THIRD = { ...SECOND, consumerSecret: "planted-third-secret-77ac" };

// Each test continues with the stack of the previous test.
describe.each(BOTH)("a configuration on the host %s", (host) => {
  const cluster = useCluster(host);
  const outputs: string[] = [];
  const first = { isDefault: true, name: "Data Science" };
  const id = () => held(cluster.emulator)[0]?.id ?? "";

  it("sends no request at preview, and warns about the default on the resource's row", async () => {
    const { emulator, stack } = cluster;
    stack.declare(bitbucket(first));
    const { steps, diagnostics, output } = await stack.preview("--diff");
    expect(steps).toEqual(["create bitbucket"]);
    expect(sent(emulator)).toEqual([]);
    expect(diagnostics).toContainEqual(warning("no Web IDE"));
    outputs.push(output);
  });

  it("creates with one request, sets the default with one more, and encrypts key and secret in the state", async () => {
    const { emulator, stack } = cluster;
    const { steps, output } = await stack.up("--diff");
    expect(steps).toEqual(["create bitbucket"]);
    expect(sent(emulator)).toEqual(["POST /v1/admin/scms", `POST /v1/admin/scms/${id()}/default`]);
    expect(held(emulator)).toMatchObject([
      {
        clientId: CONSUMER.consumerKey,
        enabled: true,
        default: true,
        name: "Data Science",
        urls: {
          web: "https://bitbucket.org",
          api: "https://api.bitbucket.org",
          ssh: "ssh://git@bitbucket.org",
        },
      },
    ]);
    expect(emulator.secretOf(id())).toBe(CONSUMER.consumerSecret);
    const made = [{ id: id(), callbackUrl: emulator.url, isDefault: true }];
    expect(await stack.outputs()).toMatchObject({ made });

    const resource = stack.state().resources.find(({ type }) => type === HOSTS[host].type);
    const secret: unknown = expect.objectContaining({ ciphertext: expect.any(String) as unknown });
    expect(resource?.inputs).toMatchObject({ consumerKey: secret, consumerSecret: secret });
    expect(resource?.outputs).toMatchObject({
      consumerKey: secret,
      consumerSecret: secret,
      name: "Data Science",
      configurationId: null,
      enabled: true,
      isDefault: true,
    });
    outputs.push(output);
  });

  it("updates urls in place with one request, unless replaceOnChanges is set and the host returns a detailed diff", async () => {
    const { emulator, stack } = cluster;
    stack.declare(bitbucket({ ...first, urls: URLS }, { replaceOnChanges: ["urls"] }));
    expect((await stack.preview()).steps).toContain(
      `${HOSTS[host].detailedDiff ? "replace" : "update"} bitbucket`,
    );

    emulator.requests.clear();
    stack.declare(bitbucket({ ...first, urls: URLS }));
    expect(await stack.up()).toMatchObject({ steps: ["update bitbucket"] });
    expect(writes(emulator)).toEqual([`PATCH /v1/admin/scms/${id()}`]);
    expect(held(emulator)).toMatchObject([{ urls: URLS, default: true }]);
  });

  it("shows manual changes in a refresh, which sends one request, and restores them with up", async () => {
    const { emulator, stack } = cluster;
    const before = held(emulator);
    emulator.change("internal", { default: true });
    emulator.change(id(), { enabled: false, urls: { ...URLS, web: "https://b.example.com" } });
    emulator.requests.clear();
    const { steps, output } = await stack.refresh("--diff");
    expect(steps).toEqual(["refresh bitbucket"]);
    expect(sent(emulator)).toEqual(["GET /v1/scms"]);
    expect(await stack.up()).toMatchObject({ steps: ["update bitbucket"] });
    expect(held(emulator)).toEqual(before);
    outputs.push(output);
  });

  it("creates the configuration for another key, as the default, before it deletes the existing one", async () => {
    const { emulator, stack } = cluster;
    const old = id();
    emulator.requests.clear();
    stack.declare(bitbucket({ ...first, ...SECOND }));
    const { steps, output } = await stack.up("--diff");
    expect(steps).toEqual(["create-replacement bitbucket", "replace bitbucket", "delete-replaced bitbucket"]);
    expect(writes(emulator)).toEqual([
      "POST /v1/admin/scms",
      `POST /v1/admin/scms/${id()}/default`,
      `DELETE /v1/admin/scms/${old}`,
      `PATCH /v1/admin/scms/${old}`,
      `DELETE /v1/admin/scms/${old}`,
    ]);
    expect(held(emulator)).toMatchObject([{ clientId: SECOND.consumerKey, default: true }]);
    outputs.push(output);
  });

  it("deletes before it creates for another secret under the same key, and warns that users must link again", async () => {
    const { emulator, stack } = cluster;
    const old = id();
    stack.declare(bitbucket({ ...first, ...THIRD }));
    const preview = await stack.preview("--json");
    expect(preview.diagnostics).toContainEqual(
      warning(/because consumerSecret changed.*every user must link/s),
    );
    const up = await stack.up("--diff");
    expect(up.steps).toEqual([
      "delete-replaced bitbucket",
      "replace bitbucket",
      "create-replacement bitbucket",
    ]);
    expect(id()).not.toBe(old);
    expect(emulator.secretOf(id())).toBe(THIRD.consumerSecret);
    expect(held(emulator)).toMatchObject([{ default: true }]);
    outputs.push(preview.output, up.output);
  });

  it("sends no request if nothing changed", async () => {
    const { emulator, stack } = cluster;
    emulator.requests.clear();
    const { steps, output } = await stack.up("--diff");
    expect(steps).toEqual(NOTHING);
    expect(sent(emulator)).toEqual([]);
    outputs.push(output);
  });

  it("destroys without the program what a refresh finds, and sets the default to internal", async () => {
    const { emulator, stack } = cluster;
    stack.removeProgram();
    const { diagnostics, output } = await stack.destroy("--refresh", "--diff");
    expect(held(emulator)).toEqual([]);
    expect(emulator.scm("internal")).toMatchObject({ default: true });
    expect(diagnostics).toContainEqual(warning('Made "internal" the cluster\'s default'));
    outputs.push(output);
  });

  it("shows key, secret and credential in no output and in no file of the backend", () => {
    const { emulator, stack } = cluster;
    const files = readdirSync(join(stack.directory, ".pulumi"), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
    // The backend keeps each checkpoint of the stack's history, so this search would find a plaintext key in it.
    expect(files.some((text) => text.includes(HOSTS[host].type))).toBe(true);
    const planted = [...Object.values(CONSUMER), ...Object.values(SECOND), THIRD.consumerSecret];
    for (const text of [...files, ...outputs]) {
      expect([...planted, emulator.apiKey].filter((secret) => text.includes(secret))).toEqual([]);
    }
  });
});

test("creates and destroys from a Node program with the plugin, and records the position in the program", async () => {
  await using cluster = await newCluster({}, { host: "native" });
  const { emulator, stack } = cluster;
  stack.declare(bitbucket());
  await stack.up();
  const resource = stack.state().resources.find(({ type }) => type === HOSTS.native.type);
  expect(resource).toMatchObject({ id: held(emulator)[0]?.id, outputs: { name: null, isDefault: false } });
  expect(resource?.sourcePosition).toContain("project:///index.js#");
  await stack.destroy();
  expect(held(emulator)).toEqual([]);
});

// tests/host/quirks.test.ts verifies each quirk alone.
test("completes the lifecycle on a cluster with several quirks, settled after each step", async () => {
  await using cluster = await newCluster(
    {
      quirks: {
        clientIdIn: "both",
        createOmits: ["urls", "clientId"],
        providerInAnswers: "bitbucket_cloud",
        showsDefault: "null",
        errorShape: "text",
        unsetNameIsWebUrl: true,
        deleteChecks: ["enabled", "default", "inUse"],
      },
    },
    { host: "yaml" },
  );
  const { emulator, stack } = cluster;
  stack.declare(bitbucket({ isDefault: true }));
  await stack.up();
  await stack.refresh("--expect-no-changes");
  await expectSettled(stack);
  await stack.destroy();
  expect(held(emulator)).toEqual([]);
  expect(emulator.scm("internal")).toMatchObject({ default: true });
});

function warning(message: string | RegExp): unknown {
  return {
    severity: "warning",
    on: "bitbucket",
    message: (typeof message === "string"
      ? expect.stringContaining(message)
      : expect.stringMatching(message)) as unknown,
  };
}
