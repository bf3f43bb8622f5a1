import { getProxyForUrl } from "proxy-from-env";
import { isLoopback } from "../address";

/** The proxy that the environment names for an address. */
export interface Proxy {
  /** Without the credentials: libraries log the URL that they are given. */
  readonly url: URL;
  /** The value of Proxy-Authorization. */
  readonly authorization?: string;
  /** What must not be shown. */
  readonly secrets: readonly string[];
}

/** One that can't be used. Going without it would be a way that somebody closed. */
export interface UnusableProxy {
  readonly problem: string;
  readonly secrets: readonly string[];
}

/**
 * Reads HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY, in either case. Loopback addresses are never proxied,
 * as in Go's net/http: to a proxy they mean its own machine, and they are where plain http is let through.
 */
export function proxyFor(baseUrl: string): Proxy | UnusableProxy | undefined {
  if (isLoopback(new URL(baseUrl).hostname)) return undefined;
  const raw = getProxyForUrl(baseUrl);
  if (raw === "") return undefined;
  if (!URL.canParse(raw)) return unusable("the proxy in the environment is not a URL", raw);
  const url = new URL(raw);
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    return unusable(
      `the proxy in the environment starts with ${url.protocol}//; only http:// and https:// work`,
      raw,
    );
  }
  return withCredentialsApart(url);
}

function withCredentialsApart(url: URL): Proxy | UnusableProxy {
  const bare = new URL(url);
  bare.username = "";
  bare.password = "";
  if (url.username === "" && url.password === "") return { url: bare, secrets: [] };
  try {
    const password = decodeURIComponent(url.password);
    const pair = Buffer.from(`${decodeURIComponent(url.username)}:${password}`).toString("base64");
    const secrets = [password, url.password, pair].filter((secret) => secret !== "");
    return { url: bare, authorization: `Basic ${pair}`, secrets };
  } catch {
    return unusable(
      "the user or password of the proxy in the environment is not percent-encoded correctly",
      url.password,
    );
  }
}

function unusable(problem: string, secret: string): UnusableProxy {
  return { problem, secrets: [secret] };
}
