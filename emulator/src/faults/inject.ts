import { once } from "node:events";

import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";

import { type ResponseFormat, echoResponse, faultResponse, firstHalf } from "./responses";
import type { Fault } from "./model";
import { pause } from "./pause";
import { streamResponse } from "./streams";

/** Tells the HTTP server that a fault handled the socket itself. */
export const NO_RESPONSE = RESPONSE_ALREADY_SENT;

/** What a fault needs in addition to the request. */
export interface FaultContext {
  env: HttpBindings;
  responseFormat: ResponseFormat;
  /** Executes the request. */
  serve: (request: Request) => Promise<Response>;
  /** Aborted when the emulator closes. */
  closing: AbortSignal;
}

/** Serves a request with a fault. Returns nothing if the client gets no response. */
export async function inject(
  { action, afterCommit = false }: Fault,
  request: Request,
  { env, responseFormat, serve, closing }: FaultContext,
): Promise<Response | undefined> {
  const { socket } = env.incoming;
  if (action.kind === "refuse") {
    socket.destroy();
    return undefined;
  }
  // Buffered, because both the service and an echo may read it, perhaps after the client disconnected.
  const body = hasBody(request) ? await request.arrayBuffer() : null;
  const again = () => new Request(request.url, { method: request.method, headers: request.headers, body });
  const served = afterCommit ? await serve(again()) : undefined;
  switch (action.kind) {
    case "delay":
      return (await pause(action.ms, closing)) ? (served ?? serve(again())) : undefined;
    case "cut":
      socket.destroy();
      return undefined;
    case "cutInBody":
      return cutInBody(env, served, responseFormat);
    case "hang":
      if (!socket.destroyed) await once(socket, "close");
      return undefined;
    case "echo":
      return echoResponse(action, again());
    case "endless":
    case "drip":
    case "gzipBomb":
      return streamResponse(action, (await served?.text()) || responseFormat.sampleBody, closing);
    default:
      return faultResponse(action, responseFormat, (await served?.text()) || undefined);
  }
}

/** Announces the length of the whole body, sends half of it, and then destroys the connection. */
async function cutInBody(
  { incoming, outgoing }: HttpBindings,
  served: Response | undefined,
  { sampleBody }: ResponseFormat,
): Promise<undefined> {
  const whole = (await served?.text()) || sampleBody;
  outgoing.writeHead(served === undefined || served.status === 204 ? 200 : served.status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(whole),
  });
  await new Promise<void>((resolve) => outgoing.write(firstHalf(whole), () => resolve()));
  incoming.socket.destroy();
  return undefined;
}

function hasBody({ method }: Request): boolean {
  return method !== "GET" && method !== "HEAD";
}
