/** A part of a text: its first UTF-16 unit, and the unit after its last. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Finds many patterns in a text. The time depends on the length of the text, not on the number of patterns. */
export class PatternIndex {
  readonly #minPrefix: number;
  readonly #byPrefix = new Map<string, string[]>();
  readonly #prefixLengths = new Set<number>();

  /** A response may be truncated in the middle of a pattern: at the end of a text, `minPrefix` characters are a match. */
  constructor(minPrefix: number) {
    this.#minPrefix = minPrefix;
  }

  add(pattern: string): void {
    const prefix = pattern.slice(0, this.#minPrefix);
    this.#prefixLengths.add(prefix.length);
    const patterns = this.#byPrefix.get(prefix);
    if (patterns === undefined) this.#byPrefix.set(prefix, [pattern]);
    else patterns.push(pattern);
  }

  find(text: string): Range[] {
    const found: Range[] = [];
    for (const length of this.#prefixLengths) {
      for (let start = 0; start + length <= text.length; start += 1) {
        for (const pattern of this.#byPrefix.get(text.slice(start, start + length)) ?? []) {
          const end = Math.min(start + pattern.length, text.length);
          if (text.startsWith(pattern.slice(0, end - start), start)) found.push({ start, end });
        }
      }
    }
    return found;
  }
}
