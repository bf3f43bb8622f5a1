import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { settings } from "../../client/connection/settings";
import { errorsPage } from "../../docs/scripts/errors";

const ROOT = resolve(__dirname, "../..");
const PRETTIER = join(ROOT, "node_modules/prettier/bin/prettier.cjs");

test("the page of error codes is what the table says", () => {
  const page = join(ROOT, "docs/errors.md");
  const formatted = execFileSync(process.execPath, [PRETTIER, "--stdin-filepath", page], {
    cwd: ROOT,
    input: errorsPage(),
    encoding: "utf8",
  });
  if (process.env["UPDATE_DOCS"] === "true") {
    writeFileSync(page, formatted);
  }
  expect(readFileSync(page, "utf8")).toBe(formatted);
});

test("the page of settings names each one of the connection, with its variable", () => {
  const page = readFileSync(join(ROOT, "docs/settings.md"), "utf8");
  const unnamed = settings.filter(
    ({ key, env }) => !page.includes(`\`algorithmia:${key}\``) || !page.includes(env),
  );
  expect(unnamed).toEqual([]);
});
