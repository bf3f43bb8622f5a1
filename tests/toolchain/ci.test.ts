import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "@jest/globals";

import { Sandbox } from "./sandbox";

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = new Sandbox();
  sandbox.realNode();
});
afterEach(() => rmSync(sandbox.directory, { recursive: true }));

/** Runs `.ci/run` with a `make` that writes these test results, or none, and exits with a status. */
async function run(results: Partial<Record<string, number>> | undefined, status: number) {
  const counts = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 };
  const text = JSON.stringify({ ...counts, numRuntimeErrorTestSuites: 0, ...results });
  const leave = results === undefined ? ":" : `mkdir -p .setup; echo '${text}' >.setup/test-results.json`;
  sandbox.program("make", `${leave}; exit ${status}`);
  const { code, stdout } = await sandbox.start(join(sandbox.checkout, ".ci/run")).result;
  return { code, lines: stdout.trimEnd().split("\n") };
}

it("ends with the totals and make's exit status", async () => {
  expect(await run({ numPassedTests: 412 }, 0)).toEqual({ code: 0, lines: ["412 passed, 0 failed"] });
  expect(await run({ numPassedTests: 9, numFailedTests: 3 }, 2)).toEqual({
    code: 2,
    lines: ["9 passed, 3 failed"],
  });
});

it("counts a test file that couldn't run as a failure, and reports skipped tests", async () => {
  expect(await run({ numPassedTests: 9, numRuntimeErrorTestSuites: 2, numPendingTests: 1 }, 2)).toEqual({
    code: 2,
    lines: ["1 skipped", "2 test files could not run; each counts as one failure", "9 passed, 2 failed"],
  });
});

it("prints no totals and fails if jest wrote no results", async () => {
  sandbox.write("checkout/.setup/test-results.json", '{"numPassedTests": 1}'); // of a previous run
  for (const [status, code] of [
    [2, 2],
    [0, 1],
  ] as const) {
    const ended = await run(undefined, status);
    expect(ended.code).toBe(code);
    expect(ended.lines.join("\n")).not.toMatch(/\d+ passed/);
  }
});
