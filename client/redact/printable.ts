// Complete terminal control sequences (ECMA-48: CSI; OSC, DCS, SOS, PM and APC strings; short sequences), so that
// their parameters don't remain as text.
const escapeSequences =
  /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?|\x1b[ -/]*[0-~]?/g;
// Format characters (Cf) reorder or hide the text around them: "Trojan source", zero-width joiners.
const invisibleCharacters = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu;

/** Removes terminal control sequences and characters that hide or reorder text. Keeps spaces. */
export function stripControls(text: string): string {
  return text.replace(escapeSequences, "").replace(/\t/g, " ").replace(invisibleCharacters, "");
}

/** Untrusted text as one line that is safe to print on a terminal. */
export function printable(text: string): string {
  return text.replace(escapeSequences, "").replace(/\s+/g, " ").replace(invisibleCharacters, "").trim();
}

/** Truncates text to a length, with an ellipsis. */
export function truncate(text: string, limit: number): string {
  const characters = Array.from(text.slice(0, 2 * limit + 2));
  return characters.length <= limit ? text : `${characters.slice(0, limit - 1).join("")}…`;
}
