/** The three URLs of a source code host. The cluster accepts all three or none. */
export interface HostUrls {
  readonly web: string;
  readonly api: string;
  readonly ssh: string;
}

/** Bitbucket Cloud's public URLs (admin guide, "Create a Bitbucket Cloud Configuration"). */
export const PUBLIC_URLS: HostUrls = {
  web: "https://bitbucket.org",
  api: "https://api.bitbucket.org",
  ssh: "ssh://git@bitbucket.org",
};

/** Whether two URLs differ only in the case of scheme and host, a default port or a trailing slash. */
export function sameUrl(a: string, b: string): boolean {
  return a === b || canonicalUrl(a) === canonicalUrl(b);
}

/** Whether all three URLs are the same as `sameUrl` compares them. */
export function sameUrls(a: HostUrls, b: HostUrls): boolean {
  return sameUrl(a.web, b.web) && sameUrl(a.api, b.api) && sameUrl(a.ssh, b.ssh);
}

/**
 * Whether all three URLs have the same spelling. A program's change of the spelling must reach the cluster, because the
 * cluster may store what it receives.
 */
export function identicalUrls(a: HostUrls, b: HostUrls): boolean {
  return a.web === b.web && a.api === b.api && a.ssh === b.ssh;
}

export function canonicalUrl(url: string): string {
  const parsed = URL.parse(url);
  if (parsed === null) {
    return url;
  }
  // URL doesn't lower-case the host of a scheme that it doesn't know, such as ssh.
  return parsed.href.replace(parsed.host, parsed.host.toLowerCase()).replace(/\/$/, "");
}
