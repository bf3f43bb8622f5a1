/** A network error of Node.js. */
export type SystemError = Error & { readonly code: string };

/** Reads a thrown value by its shape, because `instanceof` fails for Node.js errors of another realm. */
export function systemErrorFrom(thrown: unknown): SystemError {
  const { message = String(thrown), code = "" } = (thrown ?? {}) as { message?: string; code?: string };
  return Object.assign(new Error(message), { code });
}

export function timedOutAfter(ms: number, what: string): SystemError {
  return Object.assign(new Error(`no ${what} within ${ms / 1000} s`), { code: "ETIMEDOUT" });
}
