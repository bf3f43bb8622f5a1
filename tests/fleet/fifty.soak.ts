import { held, sent, writes } from "../support/cluster";
import { type Ended, Fleet } from "./support/fleet";
import { memoryOf } from "./support/memory";

const NAMES = Array.from({ length: 50 }, (_, index) => `cluster-${String(index + 1).padStart(2, "0")}`);
const WRONG = NAMES.filter((_, index) => index % 10 === 3);
const SLOW = NAMES.filter((_, index) => index % 10 === 7);
const PARALLEL = 4;

/** Runs the driver and tells how long it took and how much memory it held at most, with all that it started. */
async function measured(what: string, fleet: Fleet, ...args: string[]): Promise<Ended> {
  const started = performance.now();
  const running = fleet.start(...args, "--parallel", String(PARALLEL));
  const most = { own: 0, all: 0 };
  const sampler = setInterval(() => {
    const now = memoryOf(running.pid ?? 0);
    most.own = Math.max(most.own, now.own);
    most.all = Math.max(most.all, now.all);
  }, 500);
  const ended = await running.ended.finally(() => clearInterval(sampler));
  const seconds = (performance.now() - started) / 1000;
  process.stdout.write(
    `${what}: ${seconds.toFixed(0)} s for ${NAMES.length} clusters, ${PARALLEL} at once: ` +
      `${(seconds / NAMES.length).toFixed(1)} s each; memory at most ${most.all.toFixed(0)} MB in all, ` +
      `${((most.all - most.own) / PARALLEL).toFixed(0)} MB for each under way, the driver ${most.own.toFixed(0)} MB\n`,
  );
  return ended;
}

test("operates on fifty clusters, failing and slow ones included, then on the remaining ones, then on none", async () => {
  await using fleet = await Fleet.start(NAMES);
  for (const name of SLOW) fleet.of(name).setLatency(1000);
  const right = Object.fromEntries(WRONG.map((name) => [variable(name), fleet.of(name).apiKey]));
  fleet.setEnv(Object.fromEntries(WRONG.map((name) => [variable(name), "wrong-key"])));

  const first = await measured("first up", fleet, "up");
  expect(first.code).toBe(1);
  expect(first.output).toMatch(/50 clusters in \S+ s: 45 done, 5 failed, 0 skipped, 0 not started/);
  for (const name of NAMES) expect(held(fleet.of(name))).toHaveLength(WRONG.includes(name) ? 0 : 1);

  clear();
  fleet.setEnv(right);
  const second = await measured("the rest", fleet, "up", "--unfinished");
  expect(second.code).toBe(0);
  expect(second.output).toMatch(/: 5 done, 0 failed, 45 skipped, 0 not started/);
  for (const name of NAMES) {
    expect(held(fleet.of(name))).toHaveLength(1);
    if (!WRONG.includes(name)) expect(sent(fleet.of(name))).toEqual([]);
  }

  clear();
  const third = await measured("no change", fleet, "up");
  expect(third.output.split("\n").filter((line) => line.endsWith(": no change"))).toHaveLength(50);
  for (const emulator of fleet.emulators.values()) expect(writes(emulator)).toEqual([]);

  const destroyed = await measured("destroy", fleet, "destroy");
  expect(destroyed.code).toBe(0);
  for (const emulator of fleet.emulators.values()) expect(held(emulator)).toEqual([]);

  function clear(): void {
    for (const emulator of fleet.emulators.values()) emulator.requests.clear();
  }
});

function variable(name: string): string {
  return `${name.toUpperCase().replace("-", "_")}_API_KEY`;
}
