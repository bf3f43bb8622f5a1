import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { type AddressInfo, isIPv6, type Socket } from "node:net";

import { getRequestListener, type HttpBindings } from "@hono/node-server";

/** A listening HTTP server. */
export interface RunningServer {
  /** Without a path, e.g. `http://127.0.0.1:41234`. */
  url: string;
  port: number;
  /** How many connections the server has accepted so far. */
  connections: () => number;
  close: () => Promise<void>;
}

/** `connection` is the number of the request's connection, from 1. */
export type RequestHandler = (request: Request, env: HttpBindings, connection: number) => Promise<Response>;

export interface ListenOptions {
  host: string;
  port: number;
  tls?: { key: string; cert: string } | undefined;
  handler: RequestHandler;
}

/** Longer than clients keep idle connections, so that the server never closes one while a client reuses it. */
const KEEP_ALIVE_MS = 60_000;

/** Starts an HTTP server, or an HTTPS server if `tls` is set. */
export async function listen({ host, port, tls, handler }: ListenOptions): Promise<RunningServer> {
  const numbers = new WeakMap<Socket, number>();
  let connections = 0;

  // The global Request and Response may belong to a test's process, so leave them alone.
  const listener = getRequestListener(
    (request, env) => {
      const bindings = env as HttpBindings;
      return handler(request, bindings, numbers.get(bindings.incoming.socket) ?? 0);
    },
    { overrideGlobalObjects: false },
  );
  const onRequest = (...args: Parameters<typeof listener>) => void listener(...args);
  const server = tls === undefined ? createHttpServer(onRequest) : createHttpsServer(tls, onRequest);
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.on(tls === undefined ? "connection" : "secureConnection", (socket: Socket) => {
    connections += 1;
    numbers.set(socket, connections);
  });

  server.listen(port, host);
  await once(server, "listening");
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `${tls === undefined ? "http" : "https"}://${isIPv6(host) ? `[${host}]` : host}:${bound}`,
    port: bound,
    connections: () => connections,
    close: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
