/**
 * The address of a cluster, as its identity and as the base URL of requests. A cluster responds under its domain and
 * under the same domain with `api.` in front (the vendor's clients use either), and a private DNS may resolve only
 * one of the two names.
 */
export interface ClusterAddress {
  /** Normalized: the identity of the cluster, as recorded in state. */
  readonly apiUrl: string;
  /** As configured, without a trailing slash or `/v1`. */
  readonly baseUrl: string;
}

export interface AddressFailure {
  /** What is wrong and what to write instead. Shows at most the host of a URL, because the rest may be a secret. */
  readonly failure: string;
}

/**
 * Parses the address of a cluster: `https://CLUSTER_DOMAIN` or `https://api.CLUSTER_DOMAIN`, with or without the
 * `/v1` that the paths of the API start with.
 */
export function parseApiUrl(
  raw: string,
  rules: { allowInsecureHttp?: boolean } = {},
): ClusterAddress | AddressFailure {
  if (raw.trim() === "")
    return { failure: "is empty; set it to the cluster's address, such as https://CLUSTER_DOMAIN" };
  if (/\s/.test(raw)) return { failure: "contains whitespace; remove it" };
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(raw)) return { failure: "has no scheme; use https://CLUSTER_DOMAIN" };
  if (!URL.canParse(raw)) return { failure: "isn't a URL; use https://CLUSTER_DOMAIN" };

  const url = new URL(raw);
  const failure = invalidPart(url);
  if (failure !== undefined) return { failure };
  if (url.protocol === "http:" && !isLoopback(url.hostname) && rules.allowInsecureHttp !== true) {
    return {
      failure: `would send the credential over unencrypted HTTP; use https://${url.host}, or set allowInsecureHttp to true`,
    };
  }
  return { apiUrl: clusterUrlOf(url), baseUrl: url.origin };
}

/**
 * The callback URL that the Bitbucket consumer requires: the address of the cluster without `api.` (admin guide,
 * "Create a Bitbucket Cloud Configuration", step 5).
 */
export function callbackUrlFor(apiUrl: string): string {
  return clusterUrlOf(new URL(apiUrl));
}

/**
 * Whether a host, as `URL` spells it, is this machine, where nobody can eavesdrop. Subdomains of `localhost` don't
 * count, because a resolver decides where they lead.
 */
export function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

// Removes every leading "api.", so that normalizing is idempotent.
function clusterUrlOf(url: URL): string {
  const host = url.host.replace(/^(?:api\.)+(?=[^.\d:])/, "").replace(/\.(?=:|$)/, "");
  return `${url.protocol}//${host}`;
}

function invalidPart(url: URL): string | undefined {
  // An @ after the host shows that the "host" is the start of a password that contains "/", "?" or "#".
  const correct = `${url.pathname}${url.search}${url.hash}`.includes("@")
    ? "https://CLUSTER_DOMAIN"
    : `https://${url.host}`;
  if (url.protocol !== "https:" && url.protocol !== "http:")
    return `must start with https://; use ${correct}`;
  if (url.username !== "" || url.password !== "") {
    return `contains a user or password; use ${correct} and set the credential as apiKey`;
  }
  if (url.search !== "" || url.hash !== "") return `has a query or fragment; use ${correct}`;
  if (!/^\/(?:v1\/?)?$/.test(url.pathname))
    return `has a path, but the API is at the root of the cluster; use ${correct}`;
  return undefined;
}
