import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { lint } from "./lint";

const ROOT = resolve(__dirname, "../..");

/** All Markdown and TypeScript. In tests, only titles are linted. */
const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], {
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
