/**
 * The wait that a Retry-After header requests, in seconds or as a date (RFC 9110, 10.2.3); undefined if it is neither.
 * A date is compared with the response's Date header, because the clocks of server and client may differ.
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

// Date.parse accepts too much, for example "-5"; an HTTP date starts with the day of the week.
function dateOf(text: string): number | undefined {
  const date = /^[A-Z][a-z]{2}/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : date;
}
