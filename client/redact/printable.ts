// Sequences that a terminal obeys (ECMA-48: CSI, then the string kinds OSC, DCS, SOS, PM and APC, then the short
// ones), whole, so that no parameters of theirs stay behind as text.
const escapeSequences =
  /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?|\x1b[ -/]*[0-~]?/g;
// Format characters (Cf) reorder or hide what stands around them: "Trojan source", zero-width joiners.
const invisibleCharacters = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu;

/** Text without what a terminal obeys, or what hides or reorders what stands around it. Spaces stay. */
export function stripControls(text: string): string {
  return text.replace(escapeSequences, "").replace(/\t/g, " ").replace(invisibleCharacters, "");
}

/** Text from elsewhere as one line that is safe to show on a terminal. */
export function printable(text: string): string {
  return text.replace(escapeSequences, "").replace(/\s+/g, " ").replace(invisibleCharacters, "").trim();
}

/** Cut to a length, visibly. */
export function truncate(text: string, limit: number): string {
  const characters = Array.from(text.slice(0, 2 * limit + 2));
  return characters.length <= limit ? text : `${characters.slice(0, limit - 1).join("")}…`;
}
