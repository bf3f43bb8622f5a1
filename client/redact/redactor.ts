import { PatternIndex, type Range } from "./patternIndex";
import { truncate, printable, stripControls } from "./printable";
import { minPatternLength, secretPatternsFor } from "./secretPatterns";
import { type View, viewsOf } from "./views";

/** Makes untrusted text safe to print: redacts secrets, strips control characters, then truncates. */
export type Clean = (text: string, limit: number) => string;

export interface Redactor {
  /** Redacts one more secret from all texts that are cleaned from now on. */
  add(secret: string): void;
  readonly clean: Clean;
  /** Shows a value from a server as one short line wherever it occurs in a message. */
  addServerText(value: string): void;
  /**
   * Makes a message of this package safe to print: redacts secrets, strips control characters, keeps text from servers
   * within its line and limits the length. Keeps the message's line breaks and indentation.
   */
  cleanMessage(message: string): string;
}

const replacement = "[secret]";
// Limits the work on a response of many megabytes; only its start is shown.
const maxTextLength = 32 * 1024;
const maxMessageLength = 10_000;
const maxServerTextLength = 200;

/**
 * Creates a redactor for texts from servers, which may contain what the server was sent, in any encoding.
 */
export function createRedactor(secrets: Iterable<string>): Redactor {
  const known = new Set<string>();
  const plaintexts = new PatternIndex(minPatternLength);
  const base64 = new PatternIndex(Math.ceil((minPatternLength * 8) / 6));
  const hex = new PatternIndex(minPatternLength * 2);

  const add = (secret: string): void => {
    if (secret === "" || known.has(secret)) return;
    known.add(secret);
    const patterns = secretPatternsFor(secret);
    plaintexts.add(patterns.plaintext);
    for (const pattern of patterns.base64) base64.add(pattern);
    for (const pattern of patterns.hex) hex.add(pattern);
  };
  for (const secret of secrets) add(secret);

  const secretsIn = ({ text, starts, ends }: View): Range[] => {
    const standardBase64 = text.replaceAll("-", "+").replaceAll("_", "/");
    const lowerCaseHex = text.replace(/[A-F]+/g, (letters) => letters.toLowerCase());
    return [
      ...plaintexts.find(text).filter((range) => isSecret(text, range)),
      ...base64.find(standardBase64),
      ...hex.find(lowerCaseHex),
    ].map(({ start, end }) => ({ start: starts[start] ?? 0, end: ends[end - 1] ?? 0 }));
  };

  const redact = (text: string): string =>
    known.size === 0 ? text : replaceRanges(text, viewsOf(text).flatMap(secretsIn));

  // Redacts twice, because stripping control characters may join the parts of a secret.
  const clean: Clean = (text, limit) =>
    truncate(redact(printable(redact(text.slice(0, maxTextLength)))), limit);

  const shownAs = new Map<string, string>();
  const addServerText = (value: string): void => {
    const shown = truncate(printable(value), maxServerTextLength);
    // Whitespace alone occurs everywhere in our messages.
    if (shown !== "" && (value.length > maxServerTextLength || /[\p{C}\u2028\u2029]/u.test(value))) {
      shownAs.set(value, shown);
    }
  };
  const cleanMessage = (message: string): string => {
    let text = message;
    // Longest first, because one value may contain another.
    for (const value of [...shownAs.keys()].toSorted((one, other) => other.length - one.length)) {
      text = text.replaceAll(value, shownAs.get(value) ?? "");
    }
    text = redact(text.slice(0, maxTextLength));
    return truncate(redact(text.split("\n").map(stripControls).join("\n")), maxMessageLength);
  };
  return { add, clean, addServerText, cleanMessage };
}

/** Whether a match of a very short secret is a whole word; within a longer word, it occurs by chance. */
function isSecret(text: string, { start, end }: Range): boolean {
  if (end - start >= minPatternLength) return true;
  return !/[\p{L}\p{N}]/u.test(text.charAt(start - 1)) && !/[\p{L}\p{N}]/u.test(text.charAt(end));
}

function replaceRanges(text: string, ranges: readonly Range[]): string {
  const texts: string[] = [];
  let done = 0;
  for (const { start, end } of [...ranges].sort((one, other) => one.start - other.start)) {
    if (start >= done) texts.push(text.slice(done, start), replacement);
    done = Math.max(done, end);
  }
  return texts.join("") + text.slice(done);
}
