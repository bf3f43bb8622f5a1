import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { errorsPage } from "../../docs/scripts/errors";
import { settingsPage } from "../../docs/scripts/settings";

const ROOT = resolve(__dirname, "../..");
const PRETTIER = join(ROOT, "node_modules/prettier/bin/prettier.cjs");

test.each([
  ["docs/reference/error-codes.md", errorsPage],
  ["docs/installation-configuration.md", settingsPage],
])("%s is generated from the code", (name, generate) => {
  const path = join(ROOT, name);
  const page = readFileSync(path, "utf8");
  const formatted = execFileSync(process.execPath, [PRETTIER, "--stdin-filepath", path], {
    cwd: ROOT,
    input: generate(page),
    encoding: "utf8",
  });
  if (process.env["UPDATE_DOCS"] === "true") {
    writeFileSync(path, formatted);
  }
  expect(readFileSync(path, "utf8")).toBe(formatted);
});
