import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { DEFAULT_QUIRKS } from "../../emulator/src";
import { DEFAULT_BITBUCKET_QUIRKS } from "../../emulator/src/bitbucket/model";
import { ERRORS } from "../../emulator/src/cluster/model/errors";
import { PATHS } from "../../emulator/src/cluster/pages/paths";
import { faultSchema } from "../../emulator/src/faults/model";

const EMULATOR = resolve(__dirname, "../../emulator");
/** The README without padding in table cells. */
const README = readFileSync(join(EMULATOR, "README.md"), "utf8").replace(/ *\| */g, " | ");
const SOURCES = readdirSync(join(EMULATOR, "src"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => ({ file, imports: importsOf(readFileSync(join(EMULATOR, "src", file), "utf8")) }));

function importsOf(source: string): string[] {
  return Array.from(source.matchAll(/\bfrom "([^"]+)"/g), ([, specifier = ""]) => specifier);
}

test.each(Object.entries(ERRORS).filter(([, { code }]) => code !== undefined))(
  "documents the error %s with its code, status and basis in the README",
  (name, { code, status, statusBasis }) => {
    const row = README.split("\n").find((line) => line.startsWith(` | ${code} | ${name} `)) ?? "";
    expect(row).toContain(`| ${status} | ${statusBasis}: `);
  },
);

test("documents every quirk and every kind of fault in the README", () => {
  const kinds = faultSchema.shape.action.options.map((option) => option.shape.kind.value);
  const quirks = [DEFAULT_QUIRKS, DEFAULT_BITBUCKET_QUIRKS].flatMap((of) => Object.keys(of));
  for (const name of [...quirks, ...kinds]) expect(README).toContain(`| \`${name}\` |`);
});

test("documents every page in the README", () => {
  for (const path of Object.values(PATHS))
    expect(README).toMatch(new RegExp(`(GET|POST) ${path}\`[^|]*\\| `));
});

test("imports no storage in the routes", () => {
  const routes = SOURCES.find(({ file }) => file === join("cluster", "routes.ts"));
  expect(routes?.imports).toContain("./scms/service");
  expect(routes?.imports).not.toContain("./scms/store");
});

test("imports neither HTTP nor storage in the cluster's rules", () => {
  const rules = SOURCES.find(({ file }) => file === join("cluster", "model", "rules.ts"));
  expect(rules?.imports.sort()).toEqual(["./errors", "./principal", "./quirks", "./scm"]);
});
