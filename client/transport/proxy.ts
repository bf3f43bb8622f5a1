import { isLoopback } from "../connection/address";
import { isExcluded } from "./noProxy";

/** The proxy that the environment sets for an address. */
export interface Proxy {
  /** Without credentials, because libraries log URLs. */
  readonly url: URL;
  /** The value of Proxy-Authorization. */
  readonly authorization?: string;
  /** Texts to redact. */
  readonly secrets: readonly string[];
}

/** A proxy that can't be used. A direct connection instead would bypass it. */
export interface UnusableProxy {
  /** Never shows the value, because any part of it may be a password. */
  readonly problem: string;
  readonly secrets: readonly string[];
}

/**
 * Reads HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY. As in Go's net/http, and therefore in the Pulumi CLI, upper
 * case overrides lower case, a proxy without a scheme is an HTTP proxy, and loopback addresses are never proxied: for a
 * proxy they would mean its own machine, and unencrypted HTTP is allowed to them. ALL_PROXY follows curl.
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
  if (!URL.canParse(text)) return unusable("the proxy in the environment isn't a URL", raw);
  const url = new URL(text);
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    return unusable(
      "the proxy in the environment is neither an http:// nor an https:// URL; other kinds, such as socks5://, aren't supported",
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
      "the user or password of the proxy in the environment isn't percent-encoded correctly",
      url.password,
    );
  }
}

function unusable(problem: string, secret: string): UnusableProxy {
  return { problem, secrets: [secret] };
}
