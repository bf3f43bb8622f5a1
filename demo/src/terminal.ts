import { stripVTControlCharacters, styleText } from "node:util";

type Style = Parameters<typeof styleText>[0];

const ERASE_LINE = "\r\x1b[2K";

/** Where the demo is told: lines that stay, and on a real terminal one line at the bottom that doesn't. */
export class Terminal {
  /** Whether lines can be redrawn. */
  readonly live: boolean;
  readonly colours: boolean;
  private passing = "";

  constructor(
    private readonly stream: NodeJS.WriteStream,
    env: NodeJS.ProcessEnv,
  ) {
    this.live = stream.isTTY && env["TERM"] !== "dumb";
    this.colours = this.live && (env["NO_COLOR"] ?? "") === "";
  }

  /** The columns that a line may fill; a file or a pipe sets no limit. */
  get width(): number {
    if (!this.stream.isTTY) return Infinity;
    // A terminal that doesn't know its size says 0. The last column is left free: some terminals break the
    // line already when it's filled.
    return Math.max(40, (this.stream.columns || 80) - 1);
  }

  style(style: Style, text: string): string {
    return this.colours ? styleText(style, text, { validateStream: false }) : text;
  }

  line(text = ""): void {
    this.stream.write(`${this.erasure()}${text}\n${this.passing}`);
  }

  /** Shows a line that the next one of this kind takes the place of; the empty one removes it. */
  pass(text: string): void {
    const erasure = this.erasure();
    this.passing = stripVTControlCharacters(text).slice(0, this.width);
    if (erasure !== "" || this.passing !== "") this.stream.write(erasure + this.passing);
  }

  private erasure(): string {
    return this.passing === "" ? "" : ERASE_LINE;
  }
}
