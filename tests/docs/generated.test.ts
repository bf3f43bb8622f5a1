import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { errorsPage } from "../../docs/scripts/errors";
import { architectureParts, contributingParts } from "../../docs/scripts/folders";
import { withParts } from "../../docs/scripts/parts";
import { exampleParts, functionParts, providerParts, resourceParts } from "../../docs/scripts/reference";

const ROOT = resolve(__dirname, "../..");
const PRETTIER = join(ROOT, "node_modules/prettier/bin/prettier.cjs");

/** What generates a page, or the marked parts of a page that is otherwise written by hand. */
const GENERATORS: Readonly<Record<string, (page: string) => string>> = {
  "ARCHITECTURE.md": (page) => withParts(page, architectureParts()),
  "CONTRIBUTING.md": (page) => withParts(page, contributingParts()),
  "docs/_index.md": (page) => withParts(page, exampleParts()),
  "docs/reference/resource.md": (page) => withParts(page, resourceParts()),
  "docs/reference/provider.md": (page) => withParts(page, providerParts()),
  "docs/reference/functions.md": (page) => withParts(page, functionParts()),
  "docs/reference/error-codes.md": errorsPage,
};

test.each(Object.entries(GENERATORS))("generates %s from the code", (name, generate) => {
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
