/**
 * A cluster's address, twice: a cluster answers under its own domain and under `api.` in front of it (the
 * vendor's clients use either), so the one is the cluster's identity and the other is where requests go.
 * A private DNS may know only one of the two names.
 */
export interface ClusterAddress {
  /** Normalised: the identity, as kept in state. */
  readonly apiUrl: string;
  /** As configured, without a trailing slash and `/v1`. */
  readonly baseUrl: string;
}

export interface AddressFailure {
  /** What is wrong and what to write instead. Repeats the host at most, and only of a URL: the rest may be a secret. */
  readonly failure: string;
}

/**
 * Reads the address of a cluster: `https://CLUSTER_DOMAIN` or `https://api.CLUSTER_DOMAIN`, with or without
 * the `/v1` that the API's paths start with.
 */
export function parseApiUrl(
  raw: string,
  rules: { allowInsecureHttp?: boolean } = {},
): ClusterAddress | AddressFailure {
  if (raw.trim() === "")
    return { failure: "is empty; write the cluster's address, such as https://CLUSTER_DOMAIN" };
  if (/\s/.test(raw)) return { failure: "has white space in it or around it; remove that" };
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(raw))
    return { failure: "has no scheme; write it as https://CLUSTER_DOMAIN" };
  if (!URL.canParse(raw)) return { failure: "is not a URL; write https://CLUSTER_DOMAIN" };

  const url = new URL(raw);
  const failure = invalidPart(url);
  if (failure !== undefined) return { failure };
  if (url.protocol === "http:" && !isLoopback(url.hostname) && rules.allowInsecureHttp !== true) {
    return {
      failure: `would send the credential over plain http; write https://${url.host}, or set allowInsecureHttp to true`,
    };
  }
  return { apiUrl: clusterUrlOf(url), baseUrl: url.origin };
}

/**
 * What the Bitbucket consumer must have as its callback URL: the bare address of the cluster (admin guide,
 * "Create a Bitbucket Cloud Configuration", step 5).
 */
export function callbackUrlFor(apiUrl: string): string {
  return clusterUrlOf(new URL(apiUrl));
}

/**
 * Whether a host as `URL` spells it is this machine itself, where nothing can listen in. Names below `localhost`
 * are not taken for it: whether they lead here is up to a resolver.
 */
export function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

// Every leading "api.", so that normalising what was normalised changes nothing.
function clusterUrlOf(url: URL): string {
  const host = url.host.replace(/^(?:api\.)+(?=[^.\d:])/, "").replace(/\.(?=:|$)/, "");
  return `${url.protocol}//${host}`;
}

function invalidPart(url: URL): string | undefined {
  // An @ behind the host shows that the host is the beginning of a password with a "/", "?" or "#" in it.
  const right = `${url.pathname}${url.search}${url.hash}`.includes("@")
    ? "https://CLUSTER_DOMAIN"
    : `https://${url.host}`;
  if (url.protocol !== "https:" && url.protocol !== "http:")
    return `must start with https://; write ${right}`;
  if (url.username !== "" || url.password !== "") {
    return `has a user or password in it; write ${right} and set the credential as apiKey`;
  }
  if (url.search !== "" || url.hash !== "") return `has a query or fragment; write ${right}`;
  if (!/^\/(?:v1\/?)?$/.test(url.pathname))
    return `has a path; the API is at the root of the cluster: write ${right}`;
  return undefined;
}
