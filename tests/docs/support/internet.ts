import { request as forward, createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { Socket } from "node:net";
import { makeCertificate } from "../../support/certificates";
import { listenLocally } from "../../support/localServer";

/** Servers with the host names that the pages use, over https and through a proxy. */
export interface Internet {
  /** The value of `HTTPS_PROXY`. */
  readonly proxy: string;
  /** PEM of the CA that signs all certificates. */
  readonly authority: string;
  close(): Promise<void>;
}

/** @param portOf - The local port of a name's server over unencrypted http, read for each request. */
export async function startInternet(portOf: Record<string, () => number>): Promise<Internet> {
  const issuer = makeCertificate({ commonName: "Example Inc. authority" });
  const names = Object.keys(portOf);
  const notAfter = new Date(Date.now() + 90 * 86_400_000); // doctor warns about certificates that expire soon
  const { cert, key } = makeCertificate({ commonName: "server", names, issuer, notAfter });

  const servers = createTlsServer({ cert, key }, (request: IncomingMessage, response: ServerResponse) => {
    const port = portOf[request.headers.host ?? ""]?.();
    if (port === undefined) return void response.writeHead(502).end("no such host");
    const { method, url: path } = request;
    const headers = { ...request.headers, host: `127.0.0.1:${port}` };
    const onward = forward({ port, host: "127.0.0.1", method, path, headers }, (upstream) => {
      response.writeHead(upstream.statusCode ?? 500, upstream.headers);
      upstream.pipe(response);
    });
    onward.on("error", () => response.destroy());
    request.pipe(onward);
  });
  const proxy = createServer((_, response) => void response.writeHead(405).end());
  proxy.on("connect", (_, client: Socket) => {
    client.write("HTTP/1.1 200 OK\r\n\r\n");
    servers.emit("connection", client);
  });
  const { port, close } = await listenLocally(proxy);
  return { proxy: `http://127.0.0.1:${port}`, authority: issuer.cert, close };
}
