import { CONSUMER, newCluster } from "../support/cluster";

const PROGRAM = `
const { readFileSync } = require("node:fs");
const { getScmConfiguration, getScmConfigurationOutput } = require("pulumi-algorithmia");
const [{ args: { sought, awaited } }] = JSON.parse(readFileSync("program.json", "utf8"));
exports.found = awaited ? getScmConfiguration(sought) : getScmConfigurationOutput(sought);
`;

test("fails a lookup without a result or a response with a message and no stack trace", async () => {
  await using cluster = await newCluster({}, { program: PROGRAM });
  const { emulator, stack } = cluster;
  const failure = async (sought: Record<string, unknown>, awaited = false): Promise<string[]> => {
    stack.declare({ name: "", args: { sought, awaited } });
    const { output, diagnostics } = await stack.failing("preview");
    expect(output).not.toMatch(/^\s+at /m);
    return diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message);
  };

  const missing =
    `The cluster ${emulator.url} has no SCM configuration with the id "nope" (error 4009). ` +
    "Check the id, and whether this is the right cluster.";
  expect(await failure({ id: "nope" })).toContain(missing);
  expect(await failure({ id: "nope" }, true)).toContain(missing);
  expect(await failure({ id: ".." })).toContain('".." can\'t be the id of an SCM configuration');
  expect(await failure({})).toContain(
    "getScmConfiguration requires either id, or both provider and consumerKey. Empty values aren't accepted.",
  );

  const consumer = { provider: "bitbucket-cloud", consumerKey: CONSUMER.consumerKey };
  expect(await failure(consumer)).toContainEqual(
    expect.stringContaining(
      `${emulator.url} has no configuration of bitbucket-cloud with this consumer key.`,
    ),
  );
  const urls = {
    web: "https://git.example.com",
    api: "https://git.example.com",
    ssh: "ssh://git@git.example.com",
  };
  emulator.seed({ id: "first", clientId: consumer.consumerKey });
  emulator.seed({ id: `\u001b[2Jsecond-${emulator.apiKey}`, clientId: consumer.consumerKey, urls });
  expect(await failure(consumer)).toContainEqual(
    expect.stringContaining(
      "has 2 configurations of bitbucket-cloud with this consumer key: first, second-[secret].",
    ),
  );

  stack.setEnv({ ALGORITHMIA_API_KEY: "not-the-key" });
  expect(await failure({ id: "internal" })).toContainEqual(expect.stringContaining("code 2002"));
  stack.setEnv({ ALGORITHMIA_API_KEY: undefined });
  expect(await failure({ id: "internal" })).toContainEqual(expect.stringContaining("algorithmia:apiKey"));
});
