import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { bitbucket, CONSUMER, held, newCluster, sent, writes } from "../support/cluster";
import { BOTH, type HostKind, HOSTS } from "../support/hosts";
import { expectSettled, NOTHING } from "../support/expectations";

test.each<HostKind>(["dynamic", "native", "yaml"])(
  "creates, refreshes and destroys one configuration, with key and secret encrypted in the state (%s)",
  async (host) => {
    await using cluster = await newCluster({}, { host });
    const { emulator, stack } = cluster;
    stack.declare(bitbucket());

    const preview = await stack.preview();
    expect(preview).toMatchObject({ steps: ["create bitbucket"] });
    expect(sent(emulator)).toEqual([]);

    const up = await stack.up();
    expect(up).toMatchObject({ steps: ["create bitbucket"] });
    expect(sent(emulator)).toEqual(["POST /v1/admin/scms"]);
    const [made] = held(emulator);
    expect(made).toMatchObject({
      clientId: CONSUMER.consumerKey,
      enabled: true,
      default: false,
      name: undefined,
      urls: {
        web: "https://bitbucket.org",
        api: "https://api.bitbucket.org",
        ssh: "ssh://git@bitbucket.org",
      },
    });
    expect(emulator.secretOf(made?.id ?? "")).toBe(CONSUMER.consumerSecret);
    expect(await stack.outputs()).toEqual({
      made: [{ id: made?.id, callbackUrl: emulator.url, isDefault: false }],
    });

    const resource = stack.state().resources.find(({ type }) => type === HOSTS[host].type);
    const secret: unknown = expect.objectContaining({ ciphertext: expect.any(String) as unknown });
    expect(resource?.inputs).toMatchObject({ consumerKey: secret, consumerSecret: secret });
    expect(resource?.outputs).toMatchObject({
      consumerKey: secret,
      consumerSecret: secret,
      name: null,
      configurationId: null,
      enabled: true,
      isDefault: false,
    });

    await expectSettled(stack);
    emulator.requests.clear();
    expect(await stack.up()).toMatchObject({ steps: NOTHING });
    expect(sent(emulator)).toEqual([]);

    await stack.refresh();
    expect(sent(emulator)).toEqual(["GET /v1/scms"]);
    await expectSettled(stack);

    emulator.requests.clear();
    expect(await stack.destroy()).toMatchObject({ steps: ["delete bitbucket"] });
    const path = `/v1/admin/scms/${made?.id ?? ""}`;
    expect(writes(emulator)).toEqual([`DELETE ${path}`, `PATCH ${path}`, `DELETE ${path}`]);
    expect(held(emulator)).toEqual([]);
  },
);

test("records in the state where the program declares the resource", async () => {
  const program = `const { BitbucketCloudScmConfiguration } = require("pulumi-algorithmia");
new BitbucketCloudScmConfiguration("bitbucket", ${JSON.stringify(CONSUMER)});`;
  await using cluster = await newCluster({}, { program });
  await cluster.stack.up();
  const row = cluster.stack.state().resources.find(({ urn }) => urn.endsWith("::bitbucket"));
  expect(row?.sourcePosition).toBe("project:///index.js#2,1");
});

test.each(BOTH)("encrypts key and secret passed as plaintext, and shows them nowhere (%s)", async (host) => {
  await using cluster = await newCluster({}, { host });
  const { emulator, stack } = cluster;
  stack.declare(bitbucket());
  const runs = [
    await stack.preview("--diff"),
    await stack.up("--diff"),
    await stack.refresh("--diff"),
    await stack.preview("--json"),
  ];
  stack.declare(bitbucket({ consumerSecret: "planted-second-secret-91b2" }));
  runs.push(await stack.preview("--diff"), await stack.up("--diff"), await stack.destroy("--diff"));

  const files = readdirSync(join(stack.directory, ".pulumi"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
  // The backend keeps each checkpoint of the stack's history: with the key in it, this search would find it.
  expect(files.some((text) => text.includes("BitbucketCloudScmConfiguration"))).toBe(true);
  const planted = [...Object.values(CONSUMER), "planted-second-secret-91b2", emulator.apiKey];
  for (const text of [...files, ...runs.map(({ output }) => output)]) {
    expect(planted.filter((secret) => text.includes(secret))).toEqual([]);
  }
});
