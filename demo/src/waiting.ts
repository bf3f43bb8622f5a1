import type { Terminal } from "./terminal";

const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const FRAME_MS = 100;
const LINE_MS = 5_000;

/** Shows that work goes on until it's done: a spinner where lines can be redrawn, else a line now and then. */
export async function waiting<T>(terminal: Terminal, what: string, work: Promise<T>): Promise<T> {
  const started = performance.now();
  const message = () => `${what}, ${Math.floor((performance.now() - started) / 1000)} s`;
  let frame = 0;
  const timer = terminal.live
    ? setInterval(() => terminal.pass(`  ${FRAMES[frame++ % FRAMES.length] ?? ""} ${message()}`), FRAME_MS)
    : setInterval(() => terminal.line(`  … ${message()}`), LINE_MS);
  try {
    return await work;
  } finally {
    clearInterval(timer);
    terminal.pass("");
  }
}
