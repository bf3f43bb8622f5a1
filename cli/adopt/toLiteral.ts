// Control and format characters, lone surrogates and line separators could hide or reorder code on screen ("Trojan
// Source", CVE-2021-42574), or end a line.
export const unreadable = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** Converts untrusted text to a TypeScript string literal. */
export function toLiteral(text: string): string {
  return JSON.stringify(text).replace(unreadable, (character) =>
    Array.from({ length: character.length }, (_, at) => escaped(character.charCodeAt(at))).join(""),
  );
}

function escaped(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, "0")}`;
}
