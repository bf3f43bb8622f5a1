import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { listenLocally } from "../../support/localServer";

/** A request and its response. */
export interface Exchange {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Whether the client sent it, and not the test itself. */
  readonly byClient: boolean;
  readonly status: number;
  readonly responseType: string;
  readonly response: string;
}

/** A reverse proxy in front of a cluster that records all exchanges. */
export interface Recorder {
  readonly url: string;
  /** Returns the exchanges since the last call. */
  take(): Exchange[];
  close(): Promise<void>;
}

const HOP_BY_HOP = ["connection", "content-encoding", "content-length", "keep-alive", "transfer-encoding"];

export async function record(target: string): Promise<Recorder> {
  const exchanges: Exchange[] = [];
  const server = createServer((request, response) => {
    forward(target, request, response, exchanges).catch((error: unknown) => {
      response.writeHead(502).end(String(error));
    });
  });
  const { port, close } = await listenLocally(server);
  return { url: `http://127.0.0.1:${port}`, take: () => exchanges.splice(0), close };
}

async function forward(
  target: string,
  request: IncomingMessage,
  response: ServerResponse,
  exchanges: Exchange[],
): Promise<void> {
  const { method = "", url = "" } = request;
  const sent = Buffer.concat(await request.toArray());
  const headers = Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) =>
      typeof value === "string" ? [[name, value]] : [],
    ),
  ) as Record<string, string>;
  // The omitted headers apply to one connection. fetch sets its own.
  const passed = Object.entries(headers).filter(([name]) => name !== "host" && !HOP_BY_HOP.includes(name));
  const upstream = await fetch(target + url, {
    method,
    headers: passed,
    ...(sent.length > 0 && { body: sent }),
    redirect: "manual",
  });
  const text = await upstream.text();
  const { pathname, searchParams } = new URL(url, target);
  exchanges.push({
    method,
    path: pathname,
    query: Object.fromEntries(searchParams),
    headers,
    body: sent.toString("utf8"),
    byClient: headers["user-agent"]?.startsWith("pulumi-algorithmia/") ?? false,
    status: upstream.status,
    responseType: upstream.headers.get("content-type") ?? "",
    response: text,
  });
  const passedBack = [...upstream.headers].filter(([name]) => !HOP_BY_HOP.includes(name));
  response.writeHead(upstream.status, Object.fromEntries(passedBack)).end(text);
}
