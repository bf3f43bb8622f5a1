import { once } from "node:events";
import * as http from "node:http";
import * as https from "node:https";
import { isIP } from "node:net";
import type { Duplex } from "node:stream";
import { type SecureContext, TLSSocket } from "node:tls";
import type { HttpProxyAgent } from "http-proxy-agent";
import { networkFailureFrom, proxyCodes } from "./networkFailure";
import type { Proxy } from "./proxy";
import { userAgent } from "./userAgent";

export interface ProxyAgentOptions {
  readonly baseUrl: string;
  readonly pool: { readonly keepAlive: boolean; readonly maxFreeSockets: number };
  readonly secureContext: SecureContext | undefined;
  readonly attemptTimeoutMs: number;
}

/** A pool of connections through a proxy: tunnels for HTTPS, requests in absolute form for unencrypted HTTP. */
export async function createProxyAgent(proxy: Proxy, options: ProxyAgentOptions): Promise<http.Agent> {
  return options.baseUrl.startsWith("http:")
    ? await forwardAgent(proxy, options)
    : tunnelAgent(proxy, options);
}

// Loaded on demand: loading takes time, and few clusters are reached over unencrypted HTTP through a proxy.
async function forwardAgent(proxy: Proxy, options: ProxyAgentOptions): Promise<http.Agent> {
  const agents = await import("http-proxy-agent");
  class ForwardAgent extends agents.HttpProxyAgent<string> {
    override async connect(...[request, target]: Parameters<HttpProxyAgent<string>["connect"]>) {
      try {
        const socket = await super.connect(request, target);
        if (socket instanceof TLSSocket) await handshake(socket, options.attemptTimeoutMs);
        return socket;
      } catch (error) {
        throw proxyFailure(error);
      }
    }
  }
  return new ForwardAgent(proxy.url, {
    ...options.pool,
    ...tlsOptionsFor(proxy, options),
    headers: authorizationHeader(proxy),
  });
}

async function handshake(socket: TLSSocket, timeoutMs: number): Promise<void> {
  try {
    await once(socket, "secureConnect", { signal: AbortSignal.timeout(timeoutMs) });
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

/**
 * Replaces https-proxy-agent, which verifies the certificate of a cluster addressed by IP against "localhost", buffers
 * a proxy's response without limit, and returns a proxy's error as if it were the cluster's response. Here, Node's
 * client reads the response to CONNECT, and Node's agent verifies the cluster as it does without a proxy.
 */
function tunnelAgent(proxy: Proxy, options: ProxyAgentOptions): http.Agent {
  class TunnelAgent extends https.Agent {
    override createConnection(target: https.RequestOptions, done?: Created): undefined {
      openTunnel(proxy, options).then(
        (socket) => {
          const overTunnel: https.RequestOptions & { socket: Duplex } = { ...target, socket };
          done?.(null, super.createConnection(overTunnel) as Duplex);
        },
        (error: unknown) => (done as ((failure: Error) => void) | undefined)?.(proxyFailure(error)),
      );
    }
  }
  return new TunnelAgent({ ...options.pool, ...trustOptions(options) });
}

type Created = (error: Error | null, stream: Duplex) => void;

/** Opens a connection to the cluster through the proxy (RFC 9110, 9.3.6). */
function openTunnel(proxy: Proxy, options: ProxyAgentOptions): Promise<Duplex> {
  const { hostname, port } = new URL(options.baseUrl);
  const destination = `${hostname}:${port === "" ? "443" : port}`;
  const { request } = proxy.url.protocol === "https:" ? https : http;
  return new Promise((resolve, reject) => {
    const connect = request(proxy.url, {
      method: "CONNECT",
      path: destination,
      headers: { Host: destination, "User-Agent": userAgent(), ...authorizationHeader(proxy) },
      agent: false,
      maxHeaderSize: 16 * 1024,
      ...tlsOptionsFor(proxy, options),
    });
    const timer = setTimeout(
      () => connect.destroy(new Error("the proxy didn't respond to CONNECT in time")),
      options.attemptTimeoutMs,
    );
    connect.on("error", reject);
    connect.once("connect", ({ statusCode = 0 }, socket) => {
      if (statusCode >= 200 && statusCode < 300) {
        resolve(socket);
      } else {
        socket.destroy();
        reject(rejectedConnect(statusCode));
      }
    });
    connect.once("close", () => clearTimeout(timer));
    connect.end();
  });
}

function authorizationHeader({ authorization }: Proxy): Record<string, string> {
  return authorization === undefined ? {} : { "Proxy-Authorization": authorization };
}

// Without it, Node would verify the proxy against the Host header, which names the cluster.
function tlsOptionsFor({ url }: Proxy, options: ProxyAgentOptions): { servername?: string } {
  return {
    ...trustOptions(options),
    servername: isIP(url.hostname.replace(/^\[|\]$/g, "")) === 0 ? url.hostname : "",
  };
}

function trustOptions({ secureContext }: ProxyAgentOptions): { secureContext?: SecureContext } {
  return secureContext === undefined ? {} : { secureContext };
}

function rejectedConnect(status: number): Error {
  const code = status >= 500 || status === 429 ? proxyCodes.failed : proxyCodes.rejected;
  return Object.assign(new Error(`the proxy returned status ${status} for CONNECT`), { code });
}

// A failure of the connection to the proxy must not be reported as the cluster's.
function proxyFailure(error: unknown): Error {
  const { reason, detail, permanent } = networkFailureFrom(error);
  if (reason === "proxy") return error as Error;
  return Object.assign(new Error(detail), { code: permanent ? proxyCodes.rejected : proxyCodes.failed });
}
