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
  /** The emulated API: its requests are logged and may meet latency and faults. */
  api: Fetch;
  /** What serves a path beside the API, past log, latency and faults. */
  bypass: (pathname: string) => Fetch | undefined;
  conditions: Pick<Conditions<unknown>, "faults" | "log" | "latencyMs">;
  responseFormat: () => ResponseFormat;
}

export interface DispatchOptions {
  hostNames: readonly string[];
  /** Aborted when the emulator closes. */
  closing: AbortSignal;
}

/** Sends each request where it belongs: away, beside, or through latency and faults to the emulated API. */
export function dispatcher(service: Service, { hostNames, closing }: DispatchOptions): RequestHandler {
  return async (request, env, connection) => {
    if (!isAddressedToServer(request.url, env.incoming.socket, hostNames)) {
      return Response.json({ error: "This request is addressed to another host" }, { status: 421 });
    }
    const { pathname } = new URL(request.url);
    const bypass = service.bypass(pathname);
    if (bypass !== undefined) return bypass(request, env);

    const entry = service.conditions.log.add(request.method, pathname, connection);
    const response = await serve(service, pathname, request, env, closing);
    // A fault that wrote to the socket itself may have got as far as a status.
    entry.status = response?.status ?? (env.outgoing.headersSent ? env.outgoing.statusCode : undefined);
    return response ?? NO_RESPONSE;
  };
}

/** Nothing returned means that no answer will come. */
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
