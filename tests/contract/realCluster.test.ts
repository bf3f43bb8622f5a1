import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { temporaryDirectory } from "../support/environment";
import { useEmulator } from "../support/shared";

const ROOT = resolve(__dirname, "../..");

const emulator = useEmulator();
let folder: string;

beforeEach(() => {
  folder = temporaryDirectory("contract");
});

interface Report {
  readonly verified: string[];
  readonly notVerified: string[];
  readonly notTried: string[];
  readonly exceptionsMet: string[];
  readonly uncovered: { readonly problem: string }[];
}

/** Runs the suite as somebody would who has a cluster. */
function verify(): Promise<{ code: number; report: Report }> {
  const path = join(folder, "report.json");
  const env = {
    ...process.env,
    ALGORITHMIA_CONTRACT_API: emulator.url,
    ALGORITHMIA_CONTRACT_API_KEY: emulator.apiKey,
    ALGORITHMIA_CONTRACT_REPORT: path,
  };
  const args = [join(ROOT, "node_modules/jest/bin/jest.js"), "tests/contract/contract.test.ts"];
  return new Promise((done) => {
    const child = execFile(process.execPath, args, { cwd: ROOT, env }, () => {
      done({ code: child.exitCode ?? -1, report: JSON.parse(readFileSync(path, "utf8")) as Report });
    });
  });
}

test("leaves an existing cluster unchanged, and reports what it verified", async () => {
  emulator.seed({ id: "github", provider: "github", default: true });
  emulator.seed({ id: "bitbucket-cloud", inUse: true });
  emulator.seed({ id: "old", enabled: false });
  const before = emulator.scms();

  const { code, report } = await verify();

  expect(code).toBe(0);
  expect(emulator.scms()).toEqual(before);
  expect(report.verified.length).toBeGreaterThan(15);
  expect(report.notVerified).toEqual([]);
  expect(report.uncovered).toEqual([]);
  expect(report.notTried.length).toBeGreaterThan(15);
  const writes = [...emulator.requests].filter(({ method }) => method !== "GET").map(({ path }) => path);
  const elsewhere = writes.filter(
    (path) => !/^\/v1\/admin\/scms(?:\/(?:contract-[\da-f-]+|[\da-f-]{36}))?$/.test(path),
  );
  expect(elsewhere.filter((path) => path !== "/v1/admin/scms/contract-unknown")).toEqual([]);
});

test("reports what a cluster does differently", async () => {
  emulator.setQuirks({ errorShape: "flat" });
  emulator.injectFault({
    path: "/v1/scms/contract-unknown",
    action: { kind: "error", status: 410, code: 4009 },
  });
  emulator.injectFault({
    method: "POST",
    path: "/v1/admin/scms",
    times: 1000,
    action: { kind: "error", status: 409, code: 4044 },
  });

  const { code, report } = await verify();

  expect(code).not.toBe(0);
  expect(report.verified).toContain("lists the cluster's own configuration");
  expect(report.notVerified).toContain("updates all three addresses in place");
  expect(report.exceptionsMet).toContain("flat errors");
  expect(report.uncovered).toMatchObject([{ problem: "status 410 is not listed" }]);
  expect(emulator.scms()).toHaveLength(1);
});
