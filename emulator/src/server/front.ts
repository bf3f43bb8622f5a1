import type { Socket } from "node:net";

import type { HttpBindings } from "@hono/node-server";

import type { Conditions } from "../conditions";
import type { AnswerStyle } from "../faults/answers";
import { inject, NO_ANSWER } from "../faults/inject";
import { pause } from "../faults/pause";
import { addressedToUs } from "./host";

export type Fetch = (request: Request, env: HttpBindings) => Response | Promise<Response>;

/** What one server serves, and what stands before it. */
export interface FrontParts {
  /** The emulated server: its requests are logged and may meet latency and faults. */
  emulated: Fetch;
  /** What serves a path beside the emulated server, past log, latency and faults. */
  beside: (pathname: string) => Fetch | undefined;
  conditions: Conditions<unknown>;
  style: () => AnswerStyle;
  hostNames: readonly string[];
  /** Aborted when the emulator closes. */
  closing: AbortSignal;
}

/** Sends each request where it belongs: away, beside, or through latency and faults to the emulated server. */
export function front(parts: FrontParts) {
  return async (
    request: Request,
    env: HttpBindings,
    connectionOf: (socket: Socket) => number,
  ): Promise<Response> => {
    const { socket } = env.incoming;
    if (!addressedToUs(request.url, socket, parts.hostNames)) {
      return Response.json({ error: "This request is addressed to another host" }, { status: 421 });
    }
    const { pathname } = new URL(request.url);
    const beside = parts.beside(pathname);
    if (beside !== undefined) return beside(request, env);

    const entry = parts.conditions.log.add(request.method, pathname, connectionOf(socket));
    const answer = await serveEmulated(parts, pathname, request, env);
    // A fault that wrote to the socket itself may have got as far as a status.
    entry.status = answer?.status ?? (env.outgoing.headersSent ? env.outgoing.statusCode : undefined);
    return answer ?? NO_ANSWER;
  };
}

/** Nothing returned means that no answer will come. */
async function serveEmulated(
  { emulated, conditions: { faults, latencyMs }, style, closing }: FrontParts,
  pathname: string,
  request: Request,
  env: HttpBindings,
): Promise<Response | undefined> {
  if (latencyMs > 0 && !(await pause(latencyMs, closing))) return undefined;
  const fault = faults.strike(request.method, pathname);
  const serve = async (served: Request) => emulated(served, env);
  return fault === undefined
    ? serve(request)
    : inject(fault, request, { env, style: style(), serve, closing });
}
