import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { lint } from "./lint";

const ROOT = resolve(__dirname, "../..");

/** What is linted, as Git's pathspecs. In `tests`, only test titles are linted. */
const covered = [
  "*.md",
  ".github",
  "bench",
  "cli",
  "client",
  "demo",
  "docs",
  "emulator",
  "examples",
  "kubernetes",
  "plugin",
  "provider",
  "sdk",
  "toolchain",
  "tests/browser",
  "tests/cli",
  "tests/client",
  "tests/contract",
  "tests/demo",
  "tests/docs",
  "tests/emulator",
  "tests/fleet",
  "tests/kubernetes",
  "tests/language",
  "tests/languages",
  "tests/lifecycle",
  "tests/package",
  "tests/host",
  "tests/kill",
  "tests/model",
  "tests/plugin",
  "tests/toolchain",
  "tests/unit",
];

const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "--", ...covered], {
  cwd: ROOT,
  encoding: "utf8",
})
  .split("\n")
  .filter((path) => /\.(?:md|ts)$/.test(path))
  .filter((path) => !path.startsWith("tests/") || /\.(?:md|(?:test|soak|k8s|languages)\.ts)$/.test(path));

test("finds only the glossary's terms in prose", async () => {
  expect(files.length).toBeGreaterThan(100);
  const findings = await Promise.all(files.map((path) => lint(path, readFileSync(join(ROOT, path), "utf8"))));
  expect(findings.flat()).toEqual([]);
});
