import { createServer, type Server } from "node:net";
import type { AddressInfo, Socket } from "node:net";

/** A server on a free port of the loopback address. */
export interface LocalServer {
  readonly port: number;
  /** The number of open connections. */
  readonly open: () => number;
  /** Closes the server and all its connections. */
  readonly close: () => Promise<void>;
}

/** Starts a server of any kind (TCP, HTTP, HTTPS). */
export async function listenLocally(server: Server): Promise<LocalServer> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    open: () => sockets.size,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** Returns a port on which no server listens. */
export async function unusedPort(): Promise<number> {
  const { port, close } = await listenLocally(createServer());
  await close();
  return port;
}
