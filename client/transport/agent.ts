import * as http from "node:http";
import * as https from "node:https";
import * as tls from "node:tls";
import type { Connection } from "../connection/connection";
import type { Proxy } from "./proxy";
import { createProxyAgent } from "./proxyAgent";

/**
 * The pool of connections to one cluster. The client limits concurrent requests, so the pool limits only the
 * connections that it keeps open between requests.
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
  const secureContext = caCertificate === undefined ? undefined : secureContextFor(caCertificate);
  if (proxy !== undefined) return createProxyAgent(proxy, { baseUrl, pool, secureContext, attemptTimeoutMs });
  if (baseUrl.startsWith("http:")) return new http.Agent(pool);
  return new https.Agent({ ...pool, ...(secureContext !== undefined && { secureContext }) });
}

// The option `ca` replaces the CAs that Node trusts, and no API lists all of them: with --use-openssl-ca, OpenSSL looks
// CAs up on demand. Created once, because it takes milliseconds.
function secureContextFor(caCertificate: string): tls.SecureContext {
  const secureContext = tls.createSecureContext();
  (secureContext.context as NativeContext).addCACert(caCertificate);
  return secureContext;
}

// Node's `ca` option calls it once for each certificate.
interface NativeContext {
  addCACert(pem: string): void;
}
