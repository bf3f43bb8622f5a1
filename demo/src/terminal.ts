import { styleText } from "node:util";
import ora from "ora";

const { stdin, stdout } = process;
/** False for a file, a pipe and a dumb terminal, and if NO_COLOR is set. */
export const hasColors = stdout.isTTY && stdout.hasColors();
// Some terminals break a line that fills the last column.
const PROSE_WIDTH = Math.min(100, (stdout.columns || 100) - 1) - "  ".length;
// ora 9.4 reads Ctrl-C only from a stream that was paused before.
stdin.pause();

function style(format: Parameters<typeof styleText>[0], text: string): string {
  return hasColors ? styleText(format, text, { validateStream: false }) : text;
}

export function heading(text: string): void {
  console.log(`${style(["bold", "cyan"], text)}\n`);
}

export function say(text: string, bullet = " "): void {
  const lines = text.match(new RegExp(`\\S.{0,${PROSE_WIDTH - 2}}(?!\\S)|\\S+`, "g")) ?? [];
  console.log(`${bullet} ${lines.join("\n  ")}\n`);
}

/** Prints a sentence that the demo has checked. */
export function checked(sentence: string): void {
  say(sentence, style("green", "✓"));
}

export function table(rows: readonly (readonly string[])[]): void {
  const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(width(column))).join("  "));
  console.log(`${lines.map((line) => `  ${line.trimEnd()}`).join("\n")}\n`);
}

let steps = 0;

export async function step<T>(title: string, run: () => Promise<T>): Promise<T> {
  heading(`${++steps}. ${title}`);
  return run();
}

/** Shows a spinner while something runs. Does nothing outside a terminal. */
export async function withSpinner<T>(text: string, run: () => Promise<T>): Promise<T> {
  // In a terminal, ora also makes Ctrl-C a signal to this process alone. Otherwise Pulumi gets a second one, which it
  // takes as the order to terminate at once, and make reports an error. ora can't redraw without a known width.
  const isSilent = !stdout.isTTY || stdout.columns === 0;
  const spinner = ora({ text, stream: stdout, isSilent, color: hasColors && "cyan" }).start();
  return run().finally(() => spinner.stop());
}

/** Prints a command, and what it passes to `quote` while it runs. */
export async function command<T>(
  line: string,
  run: (quote: (chunk: string) => void) => Promise<T>,
): Promise<T> {
  console.log(`  ${style("bold", `$ ${line}`)}`);
  let rest = "";
  const quote = (chunk: string) => {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const text of lines) if (text.trim() !== "") console.log(`  ${style("dim", "│")} ${text.trimEnd()}`);
  };
  const result = await withSpinner(line, () => run(quote)).finally(() => quote("\n"));
  console.log();
  return result;
}
