import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "../support/environment";

const TERMINAL = join(ROOT, "demo/dist/terminal.js");

/** Makes a pipe look like a terminal. */
const asTerminal = (columns: number) => `
const { getColorDepth, hasColors, cursorTo, clearLine, moveCursor } = require("node:tty").WriteStream.prototype;
const methods = { getColorDepth, hasColors, cursorTo, clearLine, moveCursor };
Object.assign(process.stdout, methods, { isTTY: true, columns: ${columns} });`;

/** Returns what a script prints with the functions of terminal.ts. */
async function printed(
  script: string,
  env: Record<string, string> = {},
  setup = "",
  input = "",
): Promise<string> {
  const program = `${setup}\nconst terminal = require(${JSON.stringify(TERMINAL)});\n${script}`;
  const clean = { PATH: process.env["PATH"], TERM: "xterm-256color", ...env };
  const run = promisify(execFile)(process.execPath, ["-e", program], { env: clean, timeout: 60_000 });
  run.child.stdin?.end(input);
  return (await run).stdout;
}

test.each([
  ["uses colors in a terminal", asTerminal(80), {}, true],
  ["uses no colors in a file", "", {}, false],
  ["uses no colors with NO_COLOR", asTerminal(80), { NO_COLOR: "1" }, false],
  ["ignores an empty NO_COLOR", asTerminal(80), { NO_COLOR: "" }, true],
  ["uses no colors in a dumb terminal", asTerminal(80), { TERM: "dumb" }, false],
])("%s", async (_title, setup, env, hasColors) => {
  const output = await printed('terminal.heading("Title")', env, setup);
  expect(output.includes("\x1b[1m")).toBe(hasColors);
  expect(output).toContain("Title");
});

test("breaks prose between words at the width of the terminal", async () => {
  const output = await printed(`terminal.say("word ".repeat(35) + "x".repeat(50))`, {}, asTerminal(40));
  const lines = output.trimEnd().split("\n");
  expect(lines.slice(0, -1).every((line) => line.length <= 39 && line.length > 30)).toBe(true);
  expect(lines.join(" ").match(/word/g)).toHaveLength(35);
  expect(lines.at(-1)).toBe(`  ${"x".repeat(50)}`);
});

const COMMAND = `terminal.command("pulumi up", async (quote) => { quote("one\\ntw"); quote("o\\n\\nthree"); })`;

test("quotes whole lines of a command's output, without blank ones", async () => {
  expect(await printed(COMMAND)).toBe("  $ pulumi up\n  │ one\n  │ two\n  │ three\n\n");
});

test("shows no spinner in a terminal of unknown size", async () => {
  const output = await printed(COMMAND, { NO_COLOR: "1" }, asTerminal(0));
  expect(output).toBe("  $ pulumi up\n  │ one\n  │ two\n  │ three\n\n");
});

test("turns Ctrl-C in a terminal into a signal to the demo alone", async () => {
  const setup = `${asTerminal(80)}
Object.assign(process.stdin, { isTTY: true, setRawMode: () => process.stdin });
const signal = new Promise((received) => process.on("SIGINT", received));`;
  const script =
    'terminal.command("pulumi up", async (quote) => quote(await signal)).then(() => process.exit())';
  expect(await printed(script, {}, setup, "\x03")).toContain("SIGINT");
});
