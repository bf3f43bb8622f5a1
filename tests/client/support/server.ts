import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import type { Socket } from "node:net";
import { listenLocally } from "../../support/localServer";

/** A received request. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** How the server responds to a request, after it has read the request. */
export type Reaction = (response: ServerResponse, request: Received, socket: Socket) => void;

/** An HTTP server that responds to requests in order of a script, and records them. */
export interface ScriptedServer {
  readonly url: string;
  readonly received: Received[];
  readonly calls: () => string[];
  close(): Promise<void>;
}

/** Starts a server on a free port. A request after the end of the script gets the status 418, which fails the test. */
export async function scriptedServer(...script: Reaction[]): Promise<ScriptedServer> {
  return listen(createServer(), script);
}

/** Starts a given server, such as a TLS server, with a script. */
export async function listen(server: Server, script: Reaction[]): Promise<ScriptedServer> {
  const received: Received[] = [];
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    void read(request).then((got) => {
      const reaction = script[received.length] ?? json(418, { error: "past the end of the script" });
      received.push(got);
      reaction(response, got, request.socket);
    });
  });
  const { port, close } = await listenLocally(server);
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    calls: () => received.map(({ method, path }) => `${method} ${path}`),
    close,
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

/** Closes the connection after it has read the request. */
export const reset: Reaction = (_response, _request, socket) => socket.resetAndDestroy();

/** Never responds. */
export const silence: Reaction = () => undefined;

export function apiError(status: number, code: number, message = "no", id = "error-id-1"): Reaction {
  return json(status, { error: { id, code, message } });
}

export const gone = apiError(404, 4009, "not found");

/** Reads a request to its end. */
export async function read(request: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { method = "", url = "", headers } = request;
  return { method, path: url, headers, body: Buffer.concat(chunks).toString("utf8") };
}
