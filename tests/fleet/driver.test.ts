import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { held, sent } from "../support/cluster";
import { processesWith } from "../support/places";
import { findSecrets } from "../support/secrets";
import { Fleet, type Running } from "./support/fleet";

// One test, because each operation on a cluster runs the Pulumi CLI.
test("completes a fleet over an interrupted, a failed and a successful run, without mixing secrets", async () => {
  await using fleet = await Fleet.start(["berlin", "dublin", "lima"]);
  const [berlin, dublin, lima] = [fleet.of("berlin"), fleet.of("dublin"), fleet.of("lima")];

  // A backend without the stack is probably the wrong one.
  const missing = await fleet.run("destroy", "--only", "lima");
  expect(missing).toMatchObject({ code: 1 });
  expect(missing.output).toContain("no stack named 'lima' found");
  const planned = await fleet.run("preview", "--only", "lima");
  expect(planned.output).toMatch(/^lima +done in \S+ s: create 1$/m);
  expect(sent(lima)).toEqual([]);

  // After an interrupt, the driver starts no further cluster.
  const interrupted = fleet.start("up", "--only", "berlin,dublin", "--parallel", "1");
  await until(() => sent(berlin).length > 0);
  interrupted.interrupt();
  expect(await interrupted.ended).toMatchObject({
    code: 1,
    output: expect.stringMatching(
      /: 0 done, 1 failed, 0 skipped, 1 not started\n\nberlin:\n {2}update canceled/,
    ) as unknown,
  });
  expect(held(dublin)).toEqual([]);

  // A slow cluster, a wrong API key and a missing secret don't affect the other clusters.
  berlin.setLatency(300);
  fleet.setEnv({ DUBLIN_API_KEY: "wrong-key", LIMA_CONSUMER_KEY: undefined });
  const partial = fleet.start("up", "--unfinished", "--parallel", "2");
  const shown = await secretsShownDuring(partial, fleet);
  const failed = await partial.ended;
  expect(failed.code).toBe(1);
  expect(failed.output).toMatch(/3 clusters in \S+ s: 1 done, 2 failed, 0 skipped, 0 not started/);
  expect(failed.output).toMatch(/^berlin {2}started$[^]*^berlin {2}done in \S+ s: /m);
  expect(failed.output).toMatch(/\ndublin:\n {2}.*API key/s);
  expect(failed.output).toMatch(/\nlima:\n {2}.*Set LIMA_CONSUMER_KEY in the environment/s);
  expect(held(berlin)).toMatchObject([{ clientId: fleet.consumerOf("berlin").consumerKey }]);
  expect(shown).toEqual(["berlin", "dublin"]);

  // The next run operates only on the failed clusters.
  berlin.requests.clear();
  fleet.setEnv({ DUBLIN_API_KEY: dublin.apiKey, LIMA_CONSUMER_KEY: fleet.consumerOf("lima").consumerKey });
  const complete = await fleet.run("up", "--unfinished");
  expect(complete.code).toBe(0);
  expect(complete.output).toMatch(/2 done, 0 failed, 1 skipped, 0 not started/);
  expect([dublin, lima].map((emulator) => held(emulator).length)).toEqual([1, 1]);
  expect(sent(berlin)).toEqual([]);

  const files = globSync("{.pulumi/**/*.json,Pulumi.*.yaml}", { cwd: fleet.directory });
  expect(files.length).toBeGreaterThan(6);
  const texts = [
    (await interrupted.ended).output,
    failed.output,
    complete.output,
    ...files.map((path) => readFileSync(join(fleet.directory, path), "utf8")),
  ];
  expect(findSecrets(texts.join("\n"), [...fleet.secrets().keys()])).toEqual([]);
}, 300_000);

/** For each set of clusters whose secrets one process of a stack had in its environment, their names. */
async function secretsShownDuring({ ended }: Running, fleet: Fleet): Promise<string[]> {
  const secrets = fleet.secrets();
  const seen = new Set<string>();
  const sampler = setInterval(() => {
    for (const { commandLine, shown } of processesWith([...secrets.keys()])) {
      // The driver has all secrets. A fork of the driver shows its environment until it executes another program.
      if (commandLine.includes("dist/main.js")) continue;
      seen.add([...new Set(shown.map((secret) => secrets.get(secret)))].join(" and "));
    }
  }, 100);
  await ended.finally(() => clearInterval(sampler));
  return [...seen].sort();
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
}
