/** A text with some escapes decoded, and the position in the original text of each character. */
export interface View {
  readonly text: string;
  /** For each UTF-16 unit of `text`: where its source starts in the original text. */
  readonly starts: readonly number[];
  /** For each UTF-16 unit of `text`: where its source ends. */
  readonly ends: readonly number[];
}

// JSON quoted in JSON and encoded for a URL has three layers.
const maxLayers = 3;
const maxViews = 24;

/** The text, and the text with URL, JSON (or JavaScript) and HTML escapes decoded and whitespace removed, in any order. */
export function viewsOf(text: string): View[] {
  const views: View[] = [undecodedView(text)];
  const seen = new Set([text]);
  let layer = views;
  for (let depth = 0; depth < maxLayers; depth++) {
    const next: View[] = [];
    for (const view of layer) {
      for (const escape of escapes) {
        if (views.length + next.length >= maxViews || !escape.marker.test(view.text)) continue;
        const undone = decodeEscapes(view, escape);
        if (seen.has(undone.text)) continue;
        seen.add(undone.text);
        next.push(undone);
      }
    }
    views.push(...next);
    layer = next;
  }
  return views;
}

interface Escape {
  /** Not global, so that `test` is stateless. */
  readonly marker: RegExp;
  readonly pattern: RegExp;
  /** The decoded text of a match, in pieces with the length of their source. */
  readonly decode: (match: string) => Piece[];
}

interface Piece {
  readonly text: string;
  readonly length: number;
}

const entities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  sol: "/",
};

const escapes: readonly Escape[] = [
  { marker: /%[0-9a-f]{2}/i, pattern: /(?:%[0-9a-f]{2})+/gi, decode: percentDecoded },
  {
    marker: /\\/,
    pattern: /\\(?:u[0-9a-f]{4}|x[0-9a-f]{2}|["'\\/`])/gi,
    decode: (match) =>
      asOnePiece(match, match.length === 2 ? match.charAt(1) : codePoint(match.slice(2), 16)),
  },
  {
    marker: /&/,
    pattern: /&(?:#\d{1,7}|#x[0-9a-f]{1,6}|amp|lt|gt|quot|apos|sol);?/gi,
    decode: (match) => asOnePiece(match, entityDecoded(match.slice(1).replace(/;$/, "").toLowerCase())),
  },
  // Base64 in mails has a line break after every 76 characters; web pages wrap anywhere.
  { marker: /\s/, pattern: /\s+/g, decode: (match) => asOnePiece(match, "") },
];

function undecodedView(text: string): View {
  return {
    text,
    starts: Array.from({ length: text.length }, (_, index) => index),
    ends: Array.from({ length: text.length }, (_, index) => index + 1),
  };
}

function decodeEscapes(view: View, { pattern, decode }: Escape): View {
  const texts: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const emit = (text: string, from: number, length: number): void => {
    texts.push(text);
    for (let unit = 0; unit < text.length; unit++) {
      starts.push(view.starts[from] ?? 0);
      ends.push(view.ends[from + length - 1] ?? 0);
    }
  };
  const keep = (from: number, to: number): void => {
    texts.push(view.text.slice(from, to));
    for (let unit = from; unit < to; unit++) {
      starts.push(view.starts[unit] ?? 0);
      ends.push(view.ends[unit] ?? 0);
    }
  };
  let done = 0;
  for (const found of view.text.matchAll(pattern)) {
    keep(done, found.index);
    done = found.index;
    for (const { text, length } of decode(found[0])) {
      emit(text, done, length);
      done += length;
    }
  }
  keep(done, view.text.length);
  return { text: texts.join(""), starts, ends };
}

function asOnePiece(match: string, text: string): Piece[] {
  return [{ text, length: match.length }];
}

function codePoint(digits: string, radix: number): string {
  const value = Number.parseInt(digits, radix);
  return value <= 0x10ffff ? String.fromCodePoint(value) : "";
}

function entityDecoded(name: string): string {
  if (name.startsWith("#x")) return codePoint(name.slice(2), 16);
  return name.startsWith("#") ? codePoint(name.slice(1), 10) : (entities[name] ?? "");
}

// Keeps bytes that aren't UTF-8: an invalid byte must not hide the text after it.
function percentDecoded(run: string): Piece[] {
  const bytes = Buffer.from(run.replaceAll("%", ""), "hex");
  const pieces: Piece[] = [];
  for (let at = 0; at < bytes.length;) {
    const first = bytes[at] ?? 0;
    const size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1;
    const taken = bytes.subarray(at, at + size);
    const text = taken.toString("utf8");
    const valid = Buffer.from(text, "utf8").equals(taken);
    pieces.push({ text: valid ? text : String.fromCharCode(first), length: 3 * (valid ? size : 1) });
    at += valid ? size : 1;
  }
  return pieces;
}
