import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const ROOT = resolve(__dirname, "../..");
const PAGE = readFileSync(join(ROOT, "docs/security.md"), "utf8");
const ROWS = PAGE.split("\n").filter(
  (line) => line.startsWith("| ") && !/^\| (?:guarantee|channel|-+) /.test(line),
);

test("each guarantee about secrets and hostile servers names tests that exist", () => {
  expect(ROWS.length).toBeGreaterThan(20);
  for (const row of ROWS) {
    const named = Array.from(row.matchAll(/`(tests\/[^`]+)`/g), ([, file = ""]) => file);
    expect([row, named]).not.toEqual([row, []]);
    expect(named.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  }
});
