import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { INPUT_NAMES } from "../../provider/inputs/inputs";

/** The second cells of the tables' rows, which name inputs and outputs. */
const cells = readFileSync(resolve(__dirname, "../../docs/internals/coverage.md"), "utf8")
  .split("\n")
  .filter((line) => line.startsWith("|"))
  .map((line) => line.split("|")[2] ?? "");

test("names each input, and none that doesn't exist", () => {
  const inputs: string[] = INPUT_NAMES;
  const named = new Set(
    cells.flatMap((cell) => Array.from(cell.matchAll(/`([^`]+)`/g), ([, name = ""]) => name)),
  );
  expect([...named].filter((name) => name !== "id" && name !== "apiUrl" && !inputs.includes(name))).toEqual(
    [],
  );
  expect(inputs.filter((name) => !named.has(name))).toEqual(["adopt", "whenInUse"]);
});
