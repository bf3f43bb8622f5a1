/** What a secret may look like in a text, apart from escapes. */
export interface SecretPatterns {
  readonly plaintext: readonly string[];
  /** In the standard alphabet; compare with texts brought to it. */
  readonly base64: readonly string[];
  /** In lower case. */
  readonly hex: readonly string[];
}

// Below this, encodings of a secret occur by chance in any text, and so does the secret itself.
export const minPatternLength = 4;

/** Everything to look for in order to find one secret. */
export function secretPatternsFor(secret: string): SecretPatterns {
  if (secret.length < minPatternLength) return { plaintext: [secret], base64: [], hex: [] };
  const asWritten = [secret, JSON.stringify(secret).slice(1, -1), percentEncoded(secret)];
  const spellings = [...new Set(asWritten)].map((spelling) => Buffer.from(spelling, "utf8"));
  return {
    plaintext: [secret],
    base64: spellings.flatMap((bytes) => [0, 1, 2].map((offset) => stableBase64(bytes, offset))),
    hex: spellings.map((bytes) => bytes.toString("hex")),
  };
}

/**
 * The characters of a base64 text that depend on nothing but `bytes`, where these begin `offset` bytes after a
 * multiple of three: each character stands for six bits, so those at either end may share bits with neighbours.
 */
function stableBase64(bytes: Buffer, offset: number): string {
  const text = Buffer.concat([Buffer.alloc(offset), bytes])
    .toString("base64")
    .replace(/=+$/, "");
  const first = Math.ceil((offset * 8) / 6);
  const last = Math.floor(((offset + bytes.length) * 8) / 6);
  return text.slice(first, last);
}

function percentEncoded(secret: string): string {
  try {
    return encodeURIComponent(secret);
  } catch {
    return secret; // a lone surrogate has no UTF-8 form
  }
}
