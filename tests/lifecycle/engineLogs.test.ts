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

test.each([["--debug"], ["-v=8", "--logtostderr"]])(
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
