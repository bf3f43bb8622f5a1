// Control and format characters, lone surrogates and line separators: they could hide or reorder what a reader of the
// program sees ("Trojan source"), or end a line.
const unreadable = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** Text from elsewhere as a literal, of TypeScript that shows what it holds. */
export function toLiteral(text: string): string {
  return JSON.stringify(text).replace(unreadable, (character) =>
    Array.from({ length: character.length }, (_, at) => escaped(character.charCodeAt(at))).join(""),
  );
}

function escaped(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, "0")}`;
}
