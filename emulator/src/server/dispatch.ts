import type { HttpBindings } from "@hono/node-server";

import type { ResponseFormat } from "../faults/responses";
import { inject, NO_RESPONSE } from "../faults/inject";
import { pause } from "../faults/pause";
import type { Conditions } from "./conditions";
import { isAddressedToServer } from "./hostCheck";
import type { RequestHandler } from "./listen";

export type Fetch = (request: Request, env: HttpBindings) => Response | Promise<Response>;

/** An emulated service, as one HTTP server serves it. */
export interface Service {
  /** The emulated API. Its requests are logged, and latency and faults apply to them. */
  api: Fetch;
  /** Serves other paths, such as pages, without log, latency and faults. */
  bypass: (pathname: string) => Fetch | undefined;
  conditions: Pick<Conditions<unknown>, "faults" | "log" | "latencyMs">;
  responseFormat: () => ResponseFormat;
}

export interface DispatchOptions {
  hostNames: readonly string[];
  /** Aborted when the emulator closes. */
  closing: AbortSignal;
}

/** Makes a handler that rejects requests to other hosts and applies log, latency and faults to the API's requests. */
export function dispatcher(service: Service, { hostNames, closing }: DispatchOptions): RequestHandler {
  return async (request, env, connection) => {
    if (!isAddressedToServer(request.url, env.incoming.socket, hostNames)) {
      return Response.json(
        { error: "The Host header of this request doesn't name this server" },
        { status: 421 },
      );
    }
    const { pathname } = new URL(request.url);
    const bypass = service.bypass(pathname);
    if (bypass !== undefined) return bypass(request, env);

    const entry = service.conditions.log.add(request.method, pathname, connection);
    const response = await serve(service, pathname, request, env, closing);
    // A fault that writes to the socket itself may have sent a status.
    entry.status = response?.status ?? (env.outgoing.headersSent ? env.outgoing.statusCode : undefined);
    return response ?? NO_RESPONSE;
  };
}

/** Returns nothing if the client gets no response. */
async function serve(
  { api, conditions: { faults, latencyMs }, responseFormat }: Service,
  pathname: string,
  request: Request,
  env: HttpBindings,
  closing: AbortSignal,
): Promise<Response | undefined> {
  if (latencyMs > 0 && !(await pause(latencyMs, closing))) return undefined;
  const fault = faults.take(request.method, pathname);
  const serveApi = async (served: Request) => api(served, env);
  return fault === undefined
    ? serveApi(request)
    : inject(fault, request, { env, responseFormat: responseFormat(), serve: serveApi, closing });
}
