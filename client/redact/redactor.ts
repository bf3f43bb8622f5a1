import { truncate, printable, stripControls } from "./printable";
import { createNeedleIndex, type Range } from "./needleIndex";
import { secretPatternsFor, minPatternLength } from "./secretPatterns";
import { type View, viewsOf } from "./views";

/** Makes text from elsewhere fit to be shown: secrets replaced, control characters stripped, then cut. */
export type Clean = (text: string, limit: number) => string;

export interface Redactor {
  /** Keeps a further secret out of all texts cleaned from now on. */
  add(secret: string): void;
  readonly clean: Clean;
  /** Has a value of a server shown as one short line wherever it stands in a message. */
  addServerText(value: string): void;
  /**
   * Makes a message of ours fit to leave: what a server sent stays within its line, secrets are replaced, nothing
   * commands or reorders the terminal, and its length is bounded. Our own line breaks and indentation stay.
   */
  cleanMessage(message: string): string;
}

const replacement = "[secret]";
// Bounds the work on an answer of many megabytes; what is shown of it is its beginning.
const maxTextLength = 32 * 1024;
const maxMessageLength = 10_000;
const maxServerTextLength = 200;

/**
 * A redactor for texts that a server sent, which may repeat what it was sent, in whatever form. A run of many resources
 * adds many secrets, so what it takes to clean a text doesn't grow with them.
 */
export function createRedactor(secrets: Iterable<string>): Redactor {
  const known = new Set<string>();
  // As much of a beginning as tells `shortest` characters of the secret: four digits in hex end many a port by chance.
  const plain = createNeedleIndex(minPatternLength);
  const base64 = createNeedleIndex(Math.ceil((minPatternLength * 8) / 6));
  const hex = createNeedleIndex(minPatternLength * 2);

  const add = (secret: string): void => {
    if (secret === "" || known.has(secret)) return;
    known.add(secret);
    const needles = secretPatternsFor(secret);
    needles.plaintext.forEach(plain.add);
    needles.base64.forEach(base64.add);
    needles.hex.forEach(hex.add);
  };
  for (const secret of secrets) add(secret);

  const secretsIn = (view: View): Range[] =>
    [
      ...plain.find(view.text).filter((range) => isSecret(view.text, range)),
      ...base64.find(inStandardAlphabet(view.text)),
      ...hex.find(view.text.replace(/[A-F]/g, (letter) => letter.toLowerCase())),
    ].map(({ start, end }) => ({ start: view.starts[start] ?? 0, end: view.ends[end - 1] ?? 0 }));

  const redact = (text: string): string =>
    known.size === 0 ? text : replaceRanges(text, viewsOf(text).flatMap(secretsIn));

  // Twice: stripping may join what control characters had torn apart.
  const clean: Clean = (text, limit) =>
    truncate(redact(printable(redact(text.slice(0, maxTextLength)))), limit);

  const shownAs = new Map<string, string>();
  const addServerText = (value: string): void => {
    const shown = truncate(printable(value), maxServerTextLength);
    // White space alone is everywhere in our own text.
    if (shown !== "" && (value.length > maxServerTextLength || /[\p{C}\u2028\u2029]/u.test(value))) {
      shownAs.set(value, shown);
    }
  };
  const cleanMessage = (message: string): string => {
    let text = message;
    // Longest first: one value may stand within another.
    for (const value of [...shownAs.keys()].toSorted((one, other) => other.length - one.length)) {
      text = text.replaceAll(value, shownAs.get(value) ?? "");
    }
    text = redact(text.slice(0, maxTextLength));
    return truncate(redact(text.split("\n").map(stripControls).join("\n")), maxMessageLength);
  };
  return { add, clean, addServerText, cleanMessage };
}

/** A base64 text with base64url's two characters as base64's. */
function inStandardAlphabet(text: string): string {
  return text.replaceAll("-", "+").replaceAll("_", "/");
}

/** Whether what was found is no mere part of a word, as a secret of few characters may be by chance. */
function isSecret(text: string, { start, end }: Range): boolean {
  if (end - start >= minPatternLength) return true;
  return !/[\p{L}\p{N}]/u.test(text.charAt(start - 1)) && !/[\p{L}\p{N}]/u.test(text.charAt(end));
}

function replaceRanges(text: string, ranges: readonly Range[]): string {
  const parts: string[] = [];
  let done = 0;
  for (const { start, end } of [...ranges].sort((one, other) => one.start - other.start)) {
    if (start >= done) parts.push(text.slice(done, start), replacement);
    done = Math.max(done, end);
  }
  return parts.join("") + text.slice(done);
}
