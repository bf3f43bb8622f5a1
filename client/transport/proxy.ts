import { isLoopback } from "../connection/address";
import { isExcluded } from "./noProxy";

/** The proxy that the environment names for an address. */
export interface Proxy {
  /** Without the credentials: libraries log the URL that they are given. */
  readonly url: URL;
  /** The value of Proxy-Authorization. */
  readonly authorization?: string;
  /** What must not be shown. */
  readonly secrets: readonly string[];
}

/** A proxy that can't be used. A direct connection instead would bypass it. */
export interface UnusableProxy {
  /** Never repeats the value: it may hold a password anywhere. */
  readonly problem: string;
  readonly secrets: readonly string[];
}

/**
 * Reads HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY. As in Go's net/http, and so in the Pulumi CLI, the upper case
 * overrides the lower, a proxy without a scheme is an http proxy, and loopback addresses are never proxied: to a
 * proxy they mean its own machine, and they are where plain http is let through. ALL_PROXY is curl's.
 */
export function proxyFor(
  baseUrl: string,
  env: NodeJS.ProcessEnv = process.env,
): Proxy | UnusableProxy | undefined {
  const target = new URL(baseUrl);
  if (isLoopback(target.hostname)) return undefined;
  const variable = (name: string): string => (env[name] || env[name.toLowerCase()] || "").trim();
  const raw = variable(target.protocol === "https:" ? "HTTPS_PROXY" : "HTTP_PROXY") || variable("ALL_PROXY");
  if (raw === "" || isExcluded(variable("NO_PROXY"), target)) return undefined;

  const text = raw.includes("://") ? raw : `http://${raw}`;
  if (!URL.canParse(text)) return unusable("the proxy in the environment is not a URL", raw);
  const url = new URL(text);
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    return unusable(
      "the proxy in the environment is neither an http:// nor an https:// address; other kinds, such as socks5://, don't work",
      raw,
    );
  }
  return splitCredentials(url);
}

function splitCredentials(url: URL): Proxy | UnusableProxy {
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
