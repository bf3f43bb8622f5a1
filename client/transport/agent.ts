import * as http from "node:http";
import * as https from "node:https";
import * as tls from "node:tls";
import type { Connection } from "../connection/connection";
import type { Proxy } from "./proxy";
import { createProxyAgent } from "./proxyAgent";

/**
 * The pool of connections to one cluster. How many requests are under way is bounded by the client, so the pool
 * only bounds what it keeps open between them.
 */
export async function createAgent(
  {
    baseUrl,
    caCertificate,
    maxConcurrency,
    attemptTimeoutMs,
  }: Pick<Connection, "baseUrl" | "caCertificate" | "maxConcurrency" | "attemptTimeoutMs">,
  proxy: Proxy | undefined,
): Promise<http.Agent> {
  const pool = { keepAlive: true, maxFreeSockets: maxConcurrency };
  const secureContext = caCertificate === undefined ? undefined : trusting(caCertificate);
  if (proxy !== undefined) return createProxyAgent(proxy, { baseUrl, pool, secureContext, attemptTimeoutMs });
  if (baseUrl.startsWith("http:")) return new http.Agent(pool);
  return new https.Agent({ ...pool, ...(secureContext !== undefined && { secureContext }) });
}

// The option `ca` replaces what Node trusts by itself, and no API lists that in full: under --use-openssl-ca OpenSSL
// looks authorities up as it needs them. Made once, for it takes milliseconds.
function trusting(caCertificate: string): tls.SecureContext {
  const secureContext = tls.createSecureContext();
  (secureContext.context as NativeContext).addCACert(caCertificate);
  return secureContext;
}

// What Node's own `ca` option calls, once for each certificate.
interface NativeContext {
  addCACert(pem: string): void;
}
