/** What Node throws for a network's sake. */
export type SystemError = Error & { readonly code: string };

/** Reads what was thrown by its shape, since an error of Node's own need not be of this realm's class. */
export function systemErrorFrom(thrown: unknown): SystemError {
  const { message = String(thrown), code = "" } = (thrown ?? {}) as { message?: string; code?: string };
  return Object.assign(new Error(message), { code });
}

export function timedOutAfter(ms: number, what: string): SystemError {
  return Object.assign(new Error(`no ${what} within ${ms / 1000} s`), { code: "ETIMEDOUT" });
}
