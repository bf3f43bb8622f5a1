import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { held, sent } from "../support/cluster";
import { processesWith } from "../support/places";
import { findSecrets } from "../support/secrets";
import { Fleet } from "./support/fleet";

test("holds up no cluster for a failed or slow one, and runs only the remaining ones next", async () => {
  await using fleet = await Fleet.start(["berlin", "dublin", "tokyo", "lima"]);
  const dublin = fleet.of("dublin");
  fleet.of("berlin").setLatency(300);
  fleet.setEnv({ DUBLIN_API_KEY: "wrong-key" });

  const first = await fleet.run("up", "--parallel", "2");
  expect(first.code).toBe(1);
  const changes = first.lines.slice(0, 8).map((line) => line.replaceAll(/\d+\.\d s/g, "N s"));
  for (const name of ["berlin", "tokyo", "lima"]) {
    expect(changes).toContain(`${name.padEnd(6)}  started`);
    expect(changes).toContain(`${name.padEnd(6)}  done in N s: create 1`);
    expect(held(fleet.of(name))).toMatchObject([{ clientId: fleet.consumerOf(name).consumerKey }]);
  }
  expect(first.lines.join("\n")).toMatch(/4 clusters in \S+ s: 3 done, 1 failed, 0 skipped, 0 not started/);
  expect(first.lines.join("\n")).toMatch(/\ndublin:\n {2}.*API key/s);

  for (const emulator of fleet.emulators.values()) emulator.requests.clear();
  fleet.setEnv({ DUBLIN_API_KEY: dublin.apiKey });
  const second = await fleet.run("up", "--unfinished");
  expect(second.code).toBe(0);
  expect(second.lines.join("\n")).toMatch(/1 done, 0 failed, 3 skipped, 0 not started/);
  expect(held(dublin)).toHaveLength(1);
  for (const name of ["berlin", "tokyo", "lima"]) expect(sent(fleet.of(name))).toEqual([]);

  const secrets = [...fleet.emulators].flatMap(([name, { apiKey }]) => [
    apiKey,
    ...Object.values(fleet.consumerOf(name)),
  ]);
  const kept = globSync("{.pulumi/**/*.json,Pulumi.*.yaml}", { cwd: fleet.directory });
  expect(kept.length).toBeGreaterThan(8);
  const texts = [...[first, second].flatMap(({ lines }) => lines), ...kept.map((path) => fileText(path))];
  expect(findSecrets(texts.join("\n"), secrets)).toEqual([]);

  function fileText(path: string): string {
    return readFileSync(join(fleet.directory, path), "utf8");
  }
}, 300_000);

test("passes each process of a stack the secrets of its own cluster only", async () => {
  const names = ["berlin", "dublin"];
  await using fleet = await Fleet.start([...names, "tokyo"]);
  for (const name of names) fleet.of(name).setLatency(1000);
  const secretsOf = (name: string) => [fleet.of(name).apiKey, ...Object.values(fleet.consumerOf(name))];
  const secrets = new Map(
    [...names, "tokyo"].flatMap((name) => secretsOf(name).map((secret) => [secret, name])),
  );
  const running = fleet.start("up", "--only", names.join(","), "--parallel", "2");
  const seen = new Set<string>();
  const sampler = setInterval(() => {
    const processes = processesWith([...secrets.keys()]);
    for (const { commandLine, shown } of processes) {
      // The kernel shows the driver, and what it forks until that is another program, with the environment it was given.
      if (commandLine.includes("dist/main.js")) continue;
      seen.add([...new Set(shown.map((secret) => secrets.get(secret)))].join(" and "));
    }
  }, 100);
  const { code } = await running.ended.finally(() => clearInterval(sampler));
  expect(code).toBe(0);
  expect([...seen].sort()).toEqual(names);
}, 300_000);

test("fails only the cluster without its secrets, and lists the variables", async () => {
  await using fleet = await Fleet.start(["berlin"]);
  fleet.setEnv({ BERLIN_CONSUMER_KEY: undefined });
  const { code, lines } = await fleet.run("preview");
  expect(code).toBe(1);
  expect(lines.join("\n")).toContain("Set BERLIN_CONSUMER_KEY in the environment");
});

test("begins nothing more when interrupted, and reports what remains for the next run", async () => {
  await using fleet = await Fleet.start(["berlin", "dublin"]);
  const [berlin, dublin] = [fleet.of("berlin"), fleet.of("dublin")];
  const running = fleet.start("up", "--parallel", "1");
  await until(() => sent(berlin).length > 0);
  running.interrupt();
  const { code, lines } = await running.ended;
  expect(code).toBe(1);
  expect(lines.join("\n")).toMatch(
    /: 0 done, 1 failed, 0 skipped, 1 not started\n\nberlin:\n {2}update canceled/,
  );
  expect(held(dublin)).toEqual([]);

  expect((await fleet.run("up", "--unfinished")).code).toBe(0);
  expect([berlin, dublin].map((emulator) => held(emulator).length)).toEqual([1, 1]);
}, 300_000);

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
}
