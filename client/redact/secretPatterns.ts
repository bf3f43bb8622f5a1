/** The forms of a secret in a text, apart from escapes. */
export interface SecretPatterns {
  readonly plaintext: string;
  /** In the standard alphabet; convert base64url texts before comparing. */
  readonly base64: readonly string[];
  /** In lower case. */
  readonly hex: readonly string[];
}

// Shorter secrets and their encodings occur in any text by chance.
export const minPatternLength = 4;

/** The patterns to search for to find one secret. */
export function secretPatternsFor(secret: string): SecretPatterns {
  if (secret.length < minPatternLength) return { plaintext: secret, base64: [], hex: [] };
  const asWritten = [secret, JSON.stringify(secret).slice(1, -1), percentEncoded(secret)];
  const spellings = [...new Set(asWritten)].map((spelling) => Buffer.from(spelling, "utf8"));
  return {
    plaintext: secret,
    base64: spellings.flatMap((bytes) => [0, 1, 2].map((offset) => stableBase64(bytes, offset))),
    hex: spellings.map((bytes) => bytes.toString("hex")),
  };
}

/**
 * The base64 characters that depend only on `bytes`, if they start `offset` bytes after a multiple of three. Each
 * character encodes six bits, so the characters at either end may share bits with adjacent bytes.
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
