/**
 * The wait that a Retry-After asks for, in seconds or as a date (RFC 9110, 10.2.3); undefined if it's neither. A date
 * is read against the response's own Date, since the clocks of the server and of this machine may differ.
 */
export function parseRetryAfter(
  retryAfter: string | null,
  responseDate: string | null,
  now: number,
): number | undefined {
  const raw = retryAfter?.trim() ?? "";
  if (/^\d+(\.\d+)?$/.test(raw)) return Number(raw) * 1000;
  const until = dateOf(raw);
  return until === undefined ? undefined : Math.max(0, until - (dateOf(responseDate ?? "") ?? now));
}

// Date.parse takes much for a date, "-5" among it; an HTTP date begins with the day of the week.
function dateOf(text: string): number | undefined {
  const date = /^[A-Z][a-z]{2}/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : date;
}
