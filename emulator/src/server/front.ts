import type { Socket } from "node:net";

import type { HttpBindings } from "@hono/node-server";

import { inject, NO_ANSWER, pause } from "../faults/inject";
import type { Conditions } from "../parts";
import { addressedToUs } from "./host";

type Fetch = (request: Request, env: HttpBindings) => Response | Promise<Response>;

/** The two HTTP surfaces, and what stands before them. */
export interface FrontParts {
  cluster: Fetch;
  control: Fetch;
  conditions: Conditions;
  hostNames: readonly string[];
  /** Aborted when the emulator closes. */
  closing: AbortSignal;
}

/** Sends each request where it belongs: away, to the control API, or through latency and faults to the cluster. */
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
    if (pathname.startsWith("/emulator/")) return parts.control(request, env);

    const entry = parts.conditions.log.add(request.method, pathname, connectionOf(socket));
    const answer = await serveCluster(parts, pathname, request, env);
    // A fault that wrote to the socket itself may have got as far as a status.
    entry.status = answer?.status ?? (env.outgoing.headersSent ? env.outgoing.statusCode : undefined);
    return answer ?? NO_ANSWER;
  };
}

/** Nothing returned means that no answer will come. */
async function serveCluster(
  { cluster, conditions: { faults, latencyMs, quirks }, closing }: FrontParts,
  pathname: string,
  request: Request,
  env: HttpBindings,
): Promise<Response | undefined> {
  if (latencyMs > 0 && !(await pause(latencyMs, closing))) return undefined;
  const fault = faults.strike(request.method, pathname);
  const serve = async (served: Request) => cluster(served, env);
  return fault === undefined ? serve(request) : inject(fault, request, { env, quirks, serve, closing });
}
