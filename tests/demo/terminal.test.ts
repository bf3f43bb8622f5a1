import { Narrator } from "../../demo/src/narrate";
import { layOut } from "../../demo/src/table";
import { Terminal } from "../../demo/src/terminal";
import { wrap } from "../../demo/src/wrap";

function recorder(kind: { isTTY: boolean; columns?: number }) {
  const written: string[] = [];
  const stream = { ...kind, write: (text: string) => written.push(text) } as unknown as NodeJS.WriteStream;
  return { stream, written };
}

const TTY = { isTTY: true, columns: 80 };

test.each([
  ["on a terminal", TTY, {}, true],
  ["in a file", { isTTY: false }, {}, false],
  ["with NO_COLOR", TTY, { NO_COLOR: "1" }, false],
  ["with NO_COLOR empty, which counts as unset", TTY, { NO_COLOR: "" }, true],
  ["on a dumb terminal", TTY, { TERM: "dumb" }, false],
])("colours %s", (_where, kind, env, expected) => {
  const { stream, written } = recorder(kind);
  new Narrator(new Terminal(stream, env)).title("Title");
  expect(written.join("").includes("\x1b[1mTitle")).toBe(expected);
  expect(written.join("")).toContain("Title");
});

test("lines that stay are written above the one that passes", () => {
  const { stream, written } = recorder(TTY);
  const terminal = new Terminal(stream, {});
  terminal.pass("waiting");
  terminal.line("stays");
  terminal.pass("");
  terminal.line("also stays");
  expect(written).toEqual(["waiting", "\r\x1b[2Kstays\nwaiting", "\r\x1b[2K", "also stays\n"]);
});

test("a passing line is cut to one row, since only one can be erased", () => {
  const { stream, written } = recorder({ isTTY: true, columns: 50 });
  new Terminal(stream, {}).pass("x".repeat(200));
  expect(written).toEqual(["x".repeat(49)]);
});

test("a terminal that knows no size counts as one of 80 columns", () => {
  expect(new Terminal(recorder({ isTTY: true, columns: 0 }).stream, {}).width).toBe(79);
});

test("lines break between words, keeping their indentation behind colours", () => {
  expect(wrap("short", 10)).toEqual(["short"]);
  expect(wrap("  one two three four", 11)).toEqual(["  one two", "  three", "  four"]);
  expect(wrap("  one two three", 10, "  ")).toEqual(["  one two", "    three"]);
  expect(wrap("\x1b[0m  one two", 7)).toEqual(["\x1b[0m  one", "  two"]);
  expect(wrap("\x1b[1mone\x1b[0m two", 7)).toEqual(["\x1b[1mone\x1b[0m two"]);
  expect(wrap("  unbreakable word", 8)).toEqual(["  unbreakable", "  word"]);
});

test("tables fit: the first column is cut where the rest needs the room", () => {
  const rows = [
    ["ID", "STATE"],
    ["0123456789abcdef", "enabled"],
    ["internal", "-"],
  ];
  expect(layOut(rows, Infinity)).toEqual([
    "ID                STATE",
    "────────────────  ───────",
    "0123456789abcdef  enabled",
    "internal          -",
  ]);
  expect(layOut(rows, 19)).toEqual([
    "ID          STATE",
    "──────────  ───────",
    "012345678…  enabled",
    "internal    -",
  ]);
});
