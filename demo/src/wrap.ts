import { stripVTControlCharacters } from "node:util";

/** What can stand before the first word; Pulumi writes colours before its indentation too. */
const LEAD = /^(?:\x1b\[[\d;]*m| )*/;

/** Breaks a line between words where it would exceed a width; what continues is indented further by `hang`. */
export function wrap(line: string, width: number, hang = ""): string[] {
  if (lengthOf(line) <= width) return [line];
  const lead = LEAD.exec(line)?.[0] ?? "";
  const indent = stripVTControlCharacters(lead) + hang;
  const [first = "", ...words] = line.slice(lead.length).split(" ");
  const lines: string[] = [];
  let current = lead + first;
  for (const word of words) {
    const longer = `${current} ${word}`;
    if (lengthOf(longer) <= width) {
      current = longer;
    } else {
      lines.push(current);
      current = indent + word;
    }
  }
  return [...lines, current];
}

function lengthOf(text: string): number {
  return stripVTControlCharacters(text).length;
}
