/** Needles to look for together: a text is read once, however many they are. */
export interface NeedleIndex {
  readonly add: (needle: string) => void;
  /** Where a needle occurs in a text, and where the text ends with the beginning of one. */
  readonly find: (text: string) => Range[];
}

/** A part of a text: its first UTF-16 unit, and the one after its last. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * An index of needles by their first characters. `leastBeginning` is how many of them make a beginning, which counts
 * at the end of a text alone: an answer may be cut off in mid-secret.
 */
export function createNeedleIndex(leastBeginning: number): NeedleIndex {
  const byBeginning = new Map<string, Set<string>>();
  // Too short to have a beginning: few, as there are few such texts.
  const short = new Set<string>();

  const add = (needle: string): void => {
    if (needle.length < leastBeginning) {
      short.add(needle);
      return;
    }
    const beginning = needle.slice(0, leastBeginning);
    const same = byBeginning.get(beginning);
    if (same === undefined) byBeginning.set(beginning, new Set([needle]));
    else same.add(needle);
  };

  const find = (text: string): Range[] => {
    const found: Range[] = [];
    for (let start = 0; start + leastBeginning <= text.length; start++) {
      for (const needle of byBeginning.get(text.slice(start, start + leastBeginning)) ?? []) {
        const end = Math.min(start + needle.length, text.length);
        if (text.startsWith(needle.slice(0, end - start), start)) found.push({ start, end });
      }
    }
    for (const needle of short) found.push(...occurrences(text, needle));
    return found;
  };
  return { add, find };
}

function occurrences(text: string, needle: string): Range[] {
  const found: Range[] = [];
  for (let start = text.indexOf(needle); start >= 0; start = text.indexOf(needle, start + 1)) {
    found.push({ start, end: start + needle.length });
  }
  return found;
}
