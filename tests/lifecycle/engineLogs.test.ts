import { readFileSync } from "node:fs";
import { bitbucket, CONSUMER, newCluster } from "../support/cluster";
import { findSecrets, withoutSdkDump } from "../support/secrets";

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

test.each([["--debug"], ["-v=8", "--logtostderr", "--logflow"]])(
  "with %s Pulumi's SDK shows the secrets of any resource, and we add none",
  async (...flags) => {
    await using cluster = await newCluster({}, { program: PROGRAM });
    const { emulator, stack } = cluster;
    stack.declare(bitbucket());
    const { output } = await stack.up(...flags);
    for (const secret of [PLAIN_SECRET, ...Object.values(CONSUMER)]) {
      expect(findSecrets(output, [secret])).toContain(`${secret} as plain text`);
    }
    expect(output).toContain("POST /v1/admin/scms: 201");
    const ours = [...Object.values(CONSUMER), emulator.apiKey];
    expect(findSecrets(withoutSdkDump(output), ours)).toEqual([]);
  },
);

test("shows the consumer in an event log without --debug too, and no credential set with --secret", async () => {
  await using cluster = await newCluster();
  const { emulator, stack } = cluster;
  stack.setEnv({ ALGORITHMIA_API_KEY: undefined, ALGORITHMIA_API: undefined });
  await stack.succeed("config", "set", "algorithmia:apiUrl", emulator.url);
  await stack.succeed("config", "set", "--secret", "algorithmia:apiKey", emulator.apiKey);
  stack.declare(bitbucket());
  await stack.up();
  const log = readFileSync(stack.eventLog, "utf8");
  const shown = [...Object.values(CONSUMER), emulator.apiKey].filter((secret) => log.includes(secret));
  expect(shown).toEqual(Object.values(CONSUMER));
});

test("logs all requests of an operation in one message with --debug", async () => {
  await using cluster = await newCluster();
  const { stack } = cluster;
  stack.declare(bitbucket());
  await stack.up();
  const { output } = await stack.destroy("--debug");
  const line = (method: string, status: number) =>
    String.raw`debug: ${method} /v1/admin/scms/\S+: ${status}.* \(attempt \d+, \d+ ms\)\n\s*`;
  expect(output).toMatch(new RegExp(`${line("DELETE", 400)}${line("PATCH", 200)}${line("DELETE", 204)}`));
});
