import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { INPUT_NAMES } from "../../provider/inputs/inputs";

const ROOT = resolve(__dirname, "../..");

/** The rows of the page's tables, by their cells. */
const rows = readFileSync(join(ROOT, "docs/coverage.md"), "utf8")
  .split("\n")
  .filter((line) => line.startsWith("|") && !/^\|[ |-]+$/.test(line))
  .map((line) => line.split("|").slice(1, -1))
  .map(([what = "", properties = "", means = "", tests = ""]) => ({
    what: what.trim(),
    properties,
    means,
    tests,
  }))
  .filter(({ what }) => !/^the (page|fact)$/.test(what));

test("each row says what stands for it", () => {
  expect(rows.length).toBeGreaterThan(40);
  expect(rows.filter(({ means }) => means.trim() === "")).toEqual([]);
});

test.each(rows)("$what: the tests exist", ({ means, tests }) => {
  const named = [...tests.matchAll(/`([^`]+)`: "([^"]+)"/g)].map(([, file = "", title = ""]) => ({
    file,
    title,
  }));
  const rest = tests.replaceAll(/`[^`]+`: "[^"]+"/g, "").replaceAll(/[\s;]/g, "");
  expect(rest).toBe("");
  if (named.length === 0) expect(means).toMatch(/^ By hand/);
  for (const { file, title } of named) {
    expect(existsSync(join(ROOT, file))).toBe(true);
    // As it stands in the source, where a quotation mark may be escaped.
    expect(readFileSync(join(ROOT, file), "utf8").replaceAll("\\", "")).toContain(title);
  }
});

test("each input and output that is named exists", () => {
  const inputs: string[] = INPUT_NAMES;
  const named = new Set(
    rows.flatMap(({ properties }) => [...properties.matchAll(/`([^`]+)`/g)].map(([, name]) => name)),
  );
  expect(
    [...named].filter((name) => name !== "id" && name !== "apiUrl" && !inputs.includes(name ?? "")),
  ).toEqual([]);
  expect(inputs.filter((name) => !named.has(name))).toEqual(["adopt", "whenInUse"]);
});
