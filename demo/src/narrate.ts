import { layOut } from "./table";
import type { Terminal } from "./terminal";
import { wrap } from "./wrap";

const PROSE_WIDTH = 100;
const INDENT = "  ";
const HANG = "    ";

interface Took {
  readonly what: string;
  readonly ms: number;
}

type Kind = "heading" | "prose" | "command" | "quote" | "table" | "check";

/** Tells the demo: headings, what and why, what other programs say, what was checked, and how long it all took. */
export class Narrator {
  private readonly took: Took[];
  private last: Kind = "heading";
  private scenes = 0;
  private checks = 0;

  /** @param before - What was done before, to be counted in. */
  constructor(
    readonly terminal: Terminal,
    before: readonly Took[] = [],
  ) {
    this.took = [...before];
  }

  title(text: string): void {
    this.begin("heading");
    this.terminal.line(this.terminal.style("bold", text));
  }

  /** Plays a numbered part under a heading and takes its time. */
  async scene<T>(heading: string, play: () => Promise<T>): Promise<T> {
    const started = performance.now();
    this.begin("heading");
    this.terminal.line(this.terminal.style(["bold", "cyan"], `${++this.scenes}. ${heading}`));
    const result = await play();
    this.took.push({ what: heading, ms: performance.now() - started });
    return result;
  }

  tell(text: string): void {
    this.begin("prose");
    this.paragraph(text, INDENT);
  }

  /** Says something that was found to be so. */
  checked(text: string): void {
    this.begin("check");
    this.checks++;
    this.paragraph(text, `${this.terminal.style("green", "✓")} `);
  }

  command(text: string, remark = ""): void {
    this.begin("command");
    const command = this.terminal.style("bold", `$ ${text}`);
    const comment = remark === "" ? "" : this.terminal.style("dim", `  # ${remark}`);
    this.terminal.line(`${INDENT}${command}${comment}`);
  }

  /** A line that another program wrote. */
  quote(text: string): void {
    this.begin("quote");
    const bar = this.terminal.style("dim", "│");
    for (const line of wrap(text, this.terminal.width - INDENT.length - 2, HANG)) {
      this.terminal.line(`${INDENT}${bar} ${line}`.trimEnd());
    }
  }

  table(rows: readonly (readonly string[])[]): void {
    this.begin("table");
    layOut(rows, this.terminal.width - INDENT.length).forEach((line, index) => {
      this.terminal.line(INDENT + (index < 2 ? this.terminal.style("dim", line) : line));
    });
  }

  /** The end: what each part took. */
  close(): void {
    const all = { what: "in all", ms: this.took.reduce((sum, { ms }) => sum + ms, 0) };
    this.title(`All is as told: each of the ${this.checks} sentences marked ✓ was checked.`);
    this.last = "prose";
    this.table([["PHASE", "    TIME"], ...[...this.took, all].map(({ what, ms }) => [what, seconds(ms)])]);
  }

  /** Separates what follows from what was before it, unless they belong together. */
  private begin(kind: Kind): void {
    const continues = kind === this.last && kind !== "prose" && kind !== "heading";
    const answers = this.last === "command" && kind === "quote";
    const isUnderHeading = this.last === "heading";
    if (!continues && !answers && !isUnderHeading) this.terminal.line();
    this.last = kind;
  }

  private paragraph(text: string, bullet: string): void {
    const width = Math.min(PROSE_WIDTH, this.terminal.width) - INDENT.length;
    wrap(text, width).forEach((line, index) => {
      this.terminal.line((index === 0 ? bullet : INDENT) + line);
    });
  }
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1).padStart(6)} s`;
}
