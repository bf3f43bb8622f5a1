import { type Connection } from "../../client/connection/connection";
import { type Proxy, proxyFor } from "../../client/transport/proxy";
import type { DoctorContext } from "./model";

/** The connection of a run in which address and settings were found right. */
export function routeOf({ settings }: DoctorContext): Connection {
  if (settings.route === undefined) throw new RangeError("the address or a setting is wrong");
  return settings.route;
}

/** The proxy that stands between, of a run in which it was found usable. */
export function proxyOf(context: DoctorContext): Proxy | undefined {
  const proxy = proxyFor(routeOf(context).baseUrl);
  if (proxy !== undefined && "problem" in proxy) throw new RangeError("the proxy is not usable");
  return proxy;
}

/** Where the first connection goes: to the cluster, or to the proxy before it. */
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

/** How long one check of the network may wait. */
export function checkTimeoutMs(context: DoctorContext): number {
  return Math.min(routeOf(context).attemptTimeoutMs, 15_000);
}
