import { readFileSync } from "node:fs";
import { join } from "node:path";
import { bitbucket, CONSUMER, held, sent } from "../support/cluster";
import { secretsInFiles } from "../support/places";
import type { Stack } from "../support/stack";
import { newYamlCluster } from "./support/plugin";

const URLS = {
  web: "https://bitbucket.org",
  api: "https://api.bitbucket.org",
  ssh: "ssh://git@bitbucket.org",
};

interface PreEvent {
  readonly resourcePreEvent?: {
    readonly metadata: { readonly urn: string; readonly detailedDiff?: Record<string, { diffKind: string }> };
  };
}

/** The kind of each property's change in the last run. */
function detailedDiff({ eventLog }: Stack): Record<string, string> {
  const events = readFileSync(eventLog, "utf8").trim().split("\n");
  const diffs = events.flatMap((line) => {
    const { metadata } = (JSON.parse(line) as PreEvent).resourcePreEvent ?? {};
    return metadata?.urn.endsWith("::bitbucket") ? Object.entries(metadata.detailedDiff ?? {}) : [];
  });
  return Object.fromEntries(diffs.map(([path, { diffKind }]) => [path, diffKind]));
}

it("returns a detailed diff with each property's path and kind", async () => {
  await using at = await newYamlCluster();
  const { stack } = at;
  stack.declare(bitbucket({ isDefault: true, adopt: "none" }));
  await stack.up();

  const ssh = "ssh://git@ssh.example.com";
  stack.declare(bitbucket({ urls: { ...URLS, ssh }, whenInUse: "disable", enabled: true }));
  expect((await stack.preview("--diff")).output).toMatch(/~ ssh.*ssh\.example\.com/);
  expect(detailedDiff(stack)).toEqual({
    "urls.ssh": "update",
    whenInUse: "update",
    isDefault: "delete",
    adopt: "delete",
  });

  stack.declare(bitbucket({ consumerKey: "another-key", name: "New", configurationId: "new" }));
  const { output, steps } = await stack.preview("--diff");
  expect(steps).toContain("replace bitbucket");
  expect(output).not.toContain("another-key");
  expect(detailedDiff(stack)).toMatchObject({
    consumerKey: "update-replace",
    name: "add-replace",
    configurationId: "add-replace",
  });
});

it("keeps every property secret that the program marks as secret", async () => {
  await using at = await newYamlCluster();
  const { stack } = at;
  const secrets = { name: "planted-name-51fe", ssh: "ssh://git@planted-5c1a.example.com" };
  stack.declare(
    bitbucket({
      name: { "fn::secret": secrets.name },
      urls: { ...URLS, ssh: { "fn::secret": secrets.ssh } },
    }),
  );
  await stack.up();
  await stack.refresh("--expect-no-changes");
  const planted = [...Object.values(secrets), ...Object.values(CONSUMER)];
  expect(secretsInFiles(join(stack.directory, ".pulumi"), planted)).toEqual([]);
});

it("accepts unknown inputs, unknown values within urls, and unknown settings of a provider at preview", async () => {
  await using at = await newYamlCluster();
  const { emulator, stack } = at;
  const settings = {
    apiUrl: emulator.url,
    apiKey: emulator.apiKey,
    allowInsecureHttp: "${bitbucket.isDefault}",
  };
  stack.declare(
    bitbucket(),
    {
      name: "dependent",
      args: {
        consumerKey: "key-of-${bitbucket.id}",
        consumerSecret: "secret",
        enabled: "${bitbucket.isDefault}",
        urls: { ...URLS, web: "https://${bitbucket.id}.example.com" },
      },
    },
    { name: "late", type: "pulumi:providers:algorithmia", args: settings },
    {
      name: "other",
      args: { consumerKey: "other-key", consumerSecret: "secret" },
      opts: { provider: "${late}" },
    },
  );
  const steps = ["create bitbucket", "create dependent", "create late", "create other"];
  expect((await stack.preview()).steps.toSorted()).toEqual(steps);
  expect(sent(emulator)).toEqual([]);
  expect((await stack.up()).steps.toSorted()).toEqual(steps);
  const id = held(emulator).find(({ clientId }) => clientId === CONSUMER.consumerKey)?.id ?? "";
  expect(held(emulator)).toContainEqual(
    expect.objectContaining({
      clientId: `key-of-${id}`,
      enabled: false,
      urls: { ...URLS, web: `https://${id}.example.com` },
    }),
  );
});
