import type { Agent, ClientRequest } from "node:http";
import type { SecureContext } from "node:tls";
import type { HttpProxyAgent } from "http-proxy-agent";
import type { HttpsProxyAgent } from "https-proxy-agent";
import { proxyCodes } from "./networkFailure";
import type { Proxy } from "./proxy";

export interface ProxyAgentOptions {
  readonly baseUrl: string;
  readonly pool: { readonly keepAlive: boolean; readonly maxFreeSockets: number };
  readonly secureContext: SecureContext | undefined;
  readonly attemptTimeoutMs: number;
}

/**
 * A pool of connections through a proxy: tunnels for https, requests in absolute form for plain http. The
 * packages are loaded here only: most clusters are reached without a proxy, and loading takes its time.
 */
export function createProxyAgent(proxy: Proxy, options: ProxyAgentOptions): Promise<Agent> {
  return options.baseUrl.startsWith("http:") ? forwardAgent(proxy, options) : tunnelAgent(proxy, options);
}

async function forwardAgent(proxy: Proxy, options: ProxyAgentOptions): Promise<Agent> {
  const agents = await import("http-proxy-agent");
  class ForwardAgent extends agents.HttpProxyAgent<string> {
    override connect(...[request, target]: Parameters<HttpProxyAgent<string>["connect"]>) {
      return asProxyFailure(() => super.connect(request, target));
    }
  }
  return new ForwardAgent(proxy.url, agentOptions(proxy, options));
}

async function tunnelAgent(proxy: Proxy, options: ProxyAgentOptions): Promise<Agent> {
  const agents = await import("https-proxy-agent");
  class TunnelAgent extends agents.HttpsProxyAgent<string> {
    override async connect(...[request, target]: Parameters<HttpsProxyAgent<string>["connect"]>) {
      const answered = statusOfConnect(request);
      // The package lets go of its socket only when the proxy has answered, so a silent proxy would keep it.
      const giveUp = new AbortController();
      const timer = setTimeout(() => giveUp.abort(), options.attemptTimeoutMs);
      const once = Object.assign(Object.create(this) as this, {
        connectOpts: { ...this.connectOpts, signal: giveUp.signal },
      });
      // The package gives the destination's connection only what comes with the request.
      const trusting = { ...target, ...trust(options) };
      try {
        const socket = await asProxyFailure(() => super.connect.call(once, request, trusting));
        const status = answered();
        if (status === 200) return socket;
        socket.destroy();
        throw refusal(status);
      } finally {
        clearTimeout(timer);
      }
    }
  }
  return new TunnelAgent(proxy.url, agentOptions(proxy, options));
}

function agentOptions({ authorization }: Proxy, options: ProxyAgentOptions) {
  const headers = authorization === undefined ? {} : { "Proxy-Authorization": authorization };
  return { ...options.pool, ...trust(options), headers };
}

function trust({ secureContext }: ProxyAgentOptions): { secureContext?: SecureContext } {
  return secureContext === undefined ? {} : { secureContext };
}

// The package hands on a proxy's refusal as if it were the destination's answer.
function statusOfConnect(request: ClientRequest): () => number {
  let status = 0;
  request.once("proxyConnect", (connect: { statusCode: number }) => {
    status = connect.statusCode;
  });
  return () => status;
}

function refusal(status: number): Error {
  const code = status >= 500 || status === 429 ? proxyCodes.failed : proxyCodes.refused;
  return Object.assign(new Error(`it answered ${status} to CONNECT`), { code });
}

async function asProxyFailure<T>(connect: () => Promise<T>): Promise<T> {
  try {
    return await connect();
  } catch (error) {
    const reason = error instanceof Error && error.message !== "" ? error.message : String(error);
    throw Object.assign(new Error(reason), { code: proxyCodes.failed });
  }
}
