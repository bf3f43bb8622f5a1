import type { ScmUrls } from "./model";

/** Whether two addresses are the same but for the case of scheme and host, a default port or a last slash. */
export function sameUrl(a: string, b: string): boolean {
  return a === b || canonical(a) === canonical(b);
}

export function sameUrls(a: ScmUrls, b: ScmUrls): boolean {
  return sameUrl(a.web, b.web) && sameUrl(a.api, b.api) && sameUrl(a.ssh, b.ssh);
}

export function canonical(url: string): string {
  const parsed = URL.parse(url);
  if (parsed === null) {
    return url;
  }
  // URL leaves the host of a scheme that it doesn't know, such as ssh, as it was written.
  return parsed.href.replace(parsed.host, parsed.host.toLowerCase()).replace(/\/$/, "");
}
