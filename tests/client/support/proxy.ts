import { createServer, request as forward, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { connect } from "node:net";
import type { Duplex } from "node:stream";
import type { Certificate } from "../../support/certificates";
import { listenLocally, type LocalServer } from "../../support/localServer";

export interface TestProxy extends LocalServer {
  /** The received requests: `CONNECT host:port`, or the method and absolute URL. */
  readonly asked: string[];
  readonly authorizations: (string | undefined)[];
}

export interface ProxyRules {
  /** The port to connect to, whatever the requested host, so that tests require no DNS. */
  readonly to: number;
  /** The required Proxy-Authorization. */
  readonly authorization?: string;
  /** The status of each response to CONNECT. */
  readonly refuse?: number;
  /** Awaited before a request in absolute form is forwarded. */
  readonly beforeForward?: () => Promise<void>;
  /** Accepts connections and never responds. */
  readonly silent?: boolean;
  /** Handles the connection of a CONNECT. */
  readonly onConnect?: (client: Duplex) => void;
  /** The certificate of an https proxy. */
  readonly certificate?: Certificate;
}

/** A real HTTP proxy: tunnels, and requests in absolute form. */
export async function startProxy(rules: ProxyRules): Promise<TestProxy> {
  const asked: string[] = [];
  const authorizations: (string | undefined)[] = [];
  const refusalOf = (request: IncomingMessage): number | undefined => {
    authorizations.push(request.headers["proxy-authorization"]);
    const allowed =
      rules.authorization === undefined || request.headers["proxy-authorization"] === rules.authorization;
    return rules.refuse ?? (allowed ? undefined : 407);
  };

  const server = rules.certificate === undefined ? createServer() : createSecureServer(rules.certificate);
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    asked.push(`${request.method ?? ""} ${request.url ?? ""}`);
    const refusal = refusalOf(request);
    if (refusal !== undefined) return void response.writeHead(refusal).end("refused by the proxy");
    const { pathname, search } = new URL(request.url ?? "");
    const { method, headers } = request;
    const goOn = (): void => {
      const onward = forward(
        { port: rules.to, host: "127.0.0.1", path: pathname + search, method, headers },
        (upstream) => {
          response.writeHead(upstream.statusCode ?? 500, upstream.headers);
          upstream.pipe(response);
        },
      );
      request.pipe(onward);
    };
    void rules.beforeForward?.().then(goOn);
    if (rules.beforeForward === undefined) goOn();
  });
  server.on("connect", (request: IncomingMessage, client: Duplex) => {
    asked.push(`CONNECT ${request.url ?? ""}`);
    if (rules.silent) return void client.on("end", () => client.end()).resume();
    if (rules.onConnect !== undefined) {
      rules.onConnect(client);
      return;
    }
    const refusal = refusalOf(request);
    if (refusal !== undefined) return void client.end(`HTTP/1.1 ${refusal} No\r\nContent-Length: 0\r\n\r\n`);
    const onward = connect(rules.to, "127.0.0.1", () => {
      client.write("HTTP/1.1 200 OK\r\n\r\n");
      onward.pipe(client).pipe(onward);
    });
    onward.on("error", () => undefined).on("close", () => client.destroy());
    client.on("error", () => undefined).on("close", () => onward.destroy());
  });
  return { ...(await listenLocally(server)), asked, authorizations };
}
