/**
 * The response headers of a page. `formTargets` are the other origins that a form may lead to, including by redirects:
 * Chromium applies `form-action` to redirects too.
 */
export function pageHeaders(formTargets: readonly string[] = []): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    ["form-action 'self'", ...formTargets].join(" "),
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    "content-security-policy": policy.join("; "),
    // With "no-referrer", browsers send "Origin: null" with the page's own forms.
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
  };
}

export const PAGE_HEADERS = pageHeaders();
