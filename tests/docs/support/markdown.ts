/** The parts of a page that the tests use, in the page's order. */
export type Item =
  | { readonly kind: "block"; readonly language: string; readonly text: string; readonly line: number }
  /** A hidden comment `<!-- test: NAME -->`: an action between the blocks that the reader doesn't see. */
  | { readonly kind: "step"; readonly name: string; readonly line: number };

/** The fenced blocks and the hidden steps of a page. */
export function itemsOf(markdown: string): Item[] {
  const lines = markdown.split("\n");
  const items: Item[] = [];
  for (let at = 0; at < lines.length; at++) {
    const step = /^\s*<!-- test: (.*) -->$/.exec(lines[at] ?? "");
    if (step !== null) items.push({ kind: "step", name: step[1] ?? "", line: at + 1 });
    const fence = /^(\s*)(`{3,})(\S*)/.exec(lines[at] ?? "");
    if (fence === null) continue;
    const [, indent = "", ticks = "", language = ""] = fence;
    const end = lines.findIndex((line, index) => index > at && line.trim() === ticks);
    if (end === -1) throw new Error(`the block of line ${at + 1} isn't closed`);
    const text = lines.slice(at + 1, end).map((line) => `${line.replace(indent, "")}\n`);
    items.push({ kind: "block", language, text: text.join(""), line: at + 1 });
    at = end;
  }
  return items;
}

/** A page without its fenced blocks and inline code. */
export function proseOf(markdown: string): string {
  return markdown
    .replaceAll(/^(\s*)(`{3,})[^]*?^\s*\2\s*$/gm, "")
    .replaceAll(/`[^`\n]*`/g, (code) => code.replaceAll(/[[\]()<>]/g, " "));
}
