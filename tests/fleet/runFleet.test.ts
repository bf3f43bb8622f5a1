import { type Change, runFleet } from "../../examples/fleet/fleet";
import type { Outcome } from "../../examples/fleet/operate";
import { isComplete, lineOf, summaryOf } from "../../examples/fleet/report";

const DONE: Outcome = { state: "done", steps: { create: 1 } };
const FAILED: Outcome = { state: "failed", reason: "no response\nno connection" };

function clusters(count: number): { name: string; apiUrl: string }[] {
  return Array.from({ length: count }, (_, index) => ({ name: `c${index}`, apiUrl: "https://cluster.test" }));
}

test("runs no more clusters at a time than allowed, and each of them", async () => {
  let underWay = 0;
  let most = 0;
  const ended = await runFleet(clusters(20), {
    parallel: 3,
    signal: new AbortController().signal,
    onChange: () => undefined,
    operate: async () => {
      most = Math.max(most, ++underWay);
      await new Promise(setImmediate);
      underWay--;
      return DONE;
    },
  });
  expect(most).toBe(3);
  expect(ended.map(({ cluster }) => cluster.name).sort()).toEqual(
    clusters(20)
      .map(({ name }) => name)
      .sort(),
  );
});

test("continues after a failed cluster, and fails as a whole", async () => {
  const ended = await runFleet(clusters(3), {
    parallel: 1,
    signal: new AbortController().signal,
    onChange: () => undefined,
    operate: ({ name }) => Promise.resolve(name === "c0" ? FAILED : DONE),
  });
  expect(ended.map(({ outcome }) => outcome?.state)).toEqual(["failed", "done", "done"]);
  expect(isComplete(ended, 3)).toBe(false);
  expect(isComplete(ended.slice(1), 2)).toBe(true);
});

test("finishes what has begun once stopped, and begins nothing more", async () => {
  const stop = new AbortController();
  const ended = await runFleet(clusters(5), {
    parallel: 2,
    signal: stop.signal,
    onChange: () => undefined,
    operate: () => {
      stop.abort();
      return Promise.resolve(DONE);
    },
  });
  expect(ended.map(({ cluster }) => cluster.name)).toEqual(["c0"]);
  expect(isComplete(ended, 5)).toBe(false);
});

test("prints each change in one line, and each failure in full in the summary", () => {
  const [cluster = { name: "", apiUrl: "" }] = clusters(1);
  const change = (outcome?: Outcome): Change => ({ cluster, seconds: 2.34, ...(outcome && { outcome }) });
  const lines = [
    undefined,
    DONE,
    { state: "done", steps: {} } as const,
    { state: "skipped" } as const,
    FAILED,
  ];
  expect(lines.map((outcome) => lineOf(change(outcome), 6))).toEqual([
    "c0      started",
    "c0      done in 2.3 s: create 1",
    "c0      done in 2.3 s: no change",
    "c0      skipped: its last run succeeded",
    "c0      FAILED after 2.3 s: no response",
  ]);
  expect(summaryOf([change(DONE), change(FAILED)], 3, 7)).toBe(
    [
      "3 clusters in 7.0 s: 1 done, 1 failed, 0 skipped, 1 not started",
      "c0:\n  no response\n  no connection",
      "To run the operation on the remaining clusters, add --unfinished.",
    ].join("\n\n"),
  );
});
