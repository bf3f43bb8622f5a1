import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** A request as it left the client. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What the server does with one request, after reading it to its end. */
export type Reaction = (response: ServerResponse, request: Received, socket: Socket) => void;

/** A bare HTTP server that reacts to the requests in the order in which they come, and keeps what it got. */
export interface ScriptedServer {
  readonly url: string;
  readonly received: Received[];
  readonly calls: () => string[];
  close(): Promise<void>;
}

/** Starts one on a free port; a request past the end of the script fails the test by its answer, 418. */
export async function scriptedServer(...script: Reaction[]): Promise<ScriptedServer> {
  return listen(createServer(), script);
}

/** The same on a server of another kind, such as one for TLS. */
export async function listen(server: Server, script: Reaction[]): Promise<ScriptedServer> {
  const received: Received[] = [];
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    void read(request).then((got) => {
      const reaction = script[received.length] ?? json(418, { error: "past the end of the script" });
      received.push(got);
      reaction(response, got, request.socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    calls: () => received.map(({ method, path }) => `${method} ${path}`),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Reaction {
  return raw(status, JSON.stringify(body), { "Content-Type": "application/json", ...headers });
}

export function html(
  status: number,
  headers: Record<string, string> = {},
  text = `${status} from some gateway`,
): Reaction {
  return raw(status, `<html><body>${text}</body></html>`, {
    "Content-Type": "text/html",
    ...headers,
  });
}

export function raw(status: number, body: string | Buffer, headers: Record<string, string> = {}): Reaction {
  return (response) => response.writeHead(status, headers).end(body);
}

export const noContent: Reaction = (response) => response.writeHead(204).end();

/** Breaks the connection after the request was read. */
export const reset: Reaction = (_response, _request, socket) => socket.resetAndDestroy();

/** Never answers. */
export const silence: Reaction = () => undefined;

export function apiError(status: number, code: number, message = "no", id = "error-id-1"): Reaction {
  return json(status, { error: { id, code, message } });
}

export const gone = apiError(404, 4009, "not found");

/** A request, read to its end. */
export async function read(request: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { method = "", url = "", headers } = request;
  return { method, path: url, headers, body: Buffer.concat(chunks).toString("utf8") };
}
