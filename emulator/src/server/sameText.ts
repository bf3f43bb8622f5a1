import { createHash, timingSafeEqual } from "node:crypto";

/** Compares in constant time, so that the time doesn't reveal where the texts differ. */
export function sameText(left: string, right: string): boolean {
  return timingSafeEqual(digest(left), digest(right));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
