import { readFileSync } from "node:fs";
import { bitbucket, CONSUMER, newCluster } from "../support/cluster";
import { BOTH, HOSTS } from "../support/hosts";
import { findSecrets, withoutSdkDump } from "../support/secrets";

/*
 * What the engine and Pulumi's SDK store and log of secrets. Both hosts, because the engine stores their settings differently,
 * and only programs with an SDK log outputs.
 */

it.each(BOTH)(
  "stores the stack's config with the provider, and logs requests but no credential (%s)",
  async (host) => {
    await using cluster = await newCluster({}, { host });
    const { emulator, stack } = cluster;
    const { providerType, settingPrefix, encryptsCredential, sdkLogsOutputs } = HOSTS[host];
    const stored = () => stack.state().resources.find(({ type }) => type === providerType)?.inputs;
    const encrypted = { ciphertext: expect.any(String) as string };
    stack.setEnv({ ALGORITHMIA_API_KEY: undefined, ALGORITHMIA_API: undefined });
    const config = [`algorithmia:apiUrl=${emulator.url}`, `algorithmia:apiKey=${emulator.apiKey}`];
    await stack.succeed("config", "set-all", ...config.flatMap((setting) => ["--plaintext", setting]));
    stack.declare(bitbucket());
    const { diagnostics } = await stack.up();
    const warnings = diagnostics.filter(({ message }) =>
      message.includes('Set it again with "pulumi config set --secret algorithmia:apiKey"'),
    );
    expect(warnings).toHaveLength(encryptsCredential ? 0 : 1);
    expect(stored()).toMatchObject({
      [`${settingPrefix}apiKey`]: encryptsCredential ? encrypted : emulator.apiKey,
      [`${settingPrefix}apiUrl`]: emulator.url,
    });

    await stack.succeed("config", "set", "--secret", "algorithmia:apiKey", emulator.apiKey);
    await stack.up();
    expect(stored()).toMatchObject({ [`${settingPrefix}apiKey`]: encrypted });
    const log = readFileSync(stack.eventLog, "utf8");
    const logged = [...Object.values(CONSUMER), emulator.apiKey].filter((secret) => log.includes(secret));
    expect(logged).toEqual(sdkLogsOutputs ? Object.values(CONSUMER) : []);

    const { output } = await stack.destroy("--debug");
    const line = (method: string, status: number) =>
      String.raw`(?:debug: )?${method} /v1/admin/scms/\S+: ${status}.* \(attempt \d+, \d+ ms\)\n\s*`;
    expect(output).toMatch(new RegExp(`${line("DELETE", 400)}${line("PATCH", 200)}${line("DELETE", 204)}`));
    expect(findSecrets(withoutSdkDump(output), [...Object.values(CONSUMER), emulator.apiKey])).toEqual([]);
  },
);

const PLAIN_SECRET = "planted-in-a-resource-without-our-code";

const PROGRAM = `
const { readFileSync } = require("node:fs");
const pulumi = require("@pulumi/pulumi");
const { BitbucketCloudScmConfiguration } = require("pulumi-algorithmia");
new pulumi.dynamic.Resource(
  { create: (inputs) => Promise.resolve({ id: "plain", outs: inputs }) },
  "plain",
  { text: pulumi.secret("${PLAIN_SECRET}") },
);
const [{ args }] = JSON.parse(readFileSync("program.json", "utf8"));
new BitbucketCloudScmConfiguration("bitbucket", args);
`;

it("adds no secret to those that Pulumi's SDK for Node.js logs of each resource", async () => {
  await using cluster = await newCluster({}, { program: PROGRAM });
  const { emulator, stack } = cluster;
  stack.declare(bitbucket());
  const { output } = await stack.up("--debug", "-v=8", "--logtostderr", "--logflow");
  for (const secret of [PLAIN_SECRET, ...Object.values(CONSUMER)]) {
    expect(findSecrets(output, [secret])).toContain(`${secret} as plain text`);
  }
  expect(output).toContain("POST /v1/admin/scms: 201");
  const ours = [...Object.values(CONSUMER), emulator.apiKey];
  expect(findSecrets(withoutSdkDump(output), ours)).toEqual([]);
});
