import { type Connection } from "../../client/connection/connection";
import { type Proxy, proxyFor } from "../../client/transport/proxy";
import type { DoctorContext } from "./model";

/** The connection. Requires that the checks `address` and `settings` passed. */
export function routeOf({ settings }: DoctorContext): Connection {
  if (settings.route === undefined) throw new RangeError("the address or a setting is invalid");
  return settings.route;
}

/** The proxy for the cluster, if any. Requires that the check `proxy` passed. */
export function proxyOf(context: DoctorContext): Proxy | undefined {
  const proxy = proxyFor(routeOf(context).baseUrl);
  if (proxy !== undefined && "problem" in proxy) throw new RangeError("the proxy isn't usable");
  return proxy;
}

/** The host that connections are made to: the proxy if there is one, otherwise the cluster. */
export function firstHop(context: DoctorContext): {
  what: string;
  setting: string;
  host: string;
  port: number;
} {
  const proxy = proxyOf(context);
  const url = proxy?.url ?? new URL(routeOf(context).baseUrl);
  const port = url.port === "" ? (url.protocol === "https:" ? 443 : 80) : Number(url.port);
  return {
    what: proxy === undefined ? "cluster" : "proxy",
    setting: proxy === undefined ? "algorithmia:apiUrl (or ALGORITHMIA_API)" : "HTTPS_PROXY (or HTTP_PROXY)",
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port,
  };
}

/** The timeout of one network check. */
export function checkTimeoutMs(context: DoctorContext): number {
  return Math.min(routeOf(context).attemptTimeoutMs, 15_000);
}
