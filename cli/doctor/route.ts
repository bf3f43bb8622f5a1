import { type Connection } from "../../client/connection/connection";
import { type Proxy, proxyFor } from "../../client/transport/proxy";
import type { Patient } from "./model";

/** The connection of a run in which address and settings were found right. */
export function routeOf({ settings }: Patient): Connection {
  if (settings.route === undefined) throw new RangeError("the address or a setting is wrong");
  return settings.route;
}

/** The proxy that stands between, of a run in which it was found usable. */
export function proxyOf(patient: Patient): Proxy | undefined {
  const proxy = proxyFor(routeOf(patient).baseUrl);
  if (proxy !== undefined && "problem" in proxy) throw new RangeError("the proxy is not usable");
  return proxy;
}

/** Where the first connection goes: to the cluster, or to the proxy before it. */
export function firstHop(patient: Patient): { what: string; setting: string; host: string; port: number } {
  const proxy = proxyOf(patient);
  const url = proxy?.url ?? new URL(routeOf(patient).baseUrl);
  const port = url.port === "" ? (url.protocol === "https:" ? 443 : 80) : Number(url.port);
  return {
    what: proxy === undefined ? "cluster" : "proxy",
    setting: proxy === undefined ? "algorithmia:apiUrl (or ALGORITHMIA_API)" : "HTTPS_PROXY (or HTTP_PROXY)",
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port,
  };
}

/** How long one check of the network may wait. */
export function patienceMs(patient: Patient): number {
  return Math.min(routeOf(patient).attemptTimeoutMs, 15_000);
}
