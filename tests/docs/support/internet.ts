import { request as forward, createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { makeCertificate } from "../../support/certificates";

/** Servers under the names that the pages call them by, over https and through a proxy. */
export interface Internet {
  /** What `HTTPS_PROXY` must be. */
  readonly proxy: string;
  /** PEM of the authority that vouches for all of them. */
  readonly authority: string;
  close(): Promise<void>;
}

/** @param portOf - Where a name's server listens on this machine, over plain http; asked at each request. */
export async function startInternet(portOf: Record<string, () => number>): Promise<Internet> {
  const issuer = makeCertificate({ commonName: "Example Inc. authority" });
  const names = Object.keys(portOf);
  const notAfter = new Date(Date.now() + 90 * 86_400_000); // doctor warns of one that ends soon
  const { cert, key } = makeCertificate({ commonName: "server", names, issuer, notAfter });
  const sockets = new Set<Socket>();

  const servers = createTlsServer({ cert, key }, (request: IncomingMessage, response: ServerResponse) => {
    const port = portOf[request.headers.host ?? ""]?.();
    if (port === undefined) return void response.writeHead(502).end("no such host");
    const { method, url: path } = request;
    const headers = { ...request.headers, host: `127.0.0.1:${port}` };
    const onward = forward({ port, host: "127.0.0.1", method, path, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    onward.on("error", () => response.destroy());
    request.pipe(onward);
  });
  const proxy = createServer((_, response) => void response.writeHead(405).end());
  proxy.on("connect", (_, client: Socket) => {
    client.write("HTTP/1.1 200 OK\r\n\r\n");
    servers.emit("connection", client);
  });
  proxy.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => undefined);
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  return {
    proxy: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    authority: issuer.cert,
    close: () =>
      new Promise((resolve) => {
        proxy.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
