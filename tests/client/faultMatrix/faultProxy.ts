import {
  createServer as createHttpServer,
  type RequestListener,
  type Server,
  type ServerResponse,
} from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { Socket } from "node:net";
import type { Emulator } from "../../../emulator/src";
import { type Certificate, makeCertificate } from "../../support/certificates";
import { listenLocally } from "../../support/localServer";
import { read, type Received } from "../support/server";
import type { Fault } from "./faults";

/** Which requests get the fault: the operation's first, all of the operation's own, or all, including reads. */
export type Reach = "first" | "own" | "all";

/** A reverse proxy that can replace responses with a fault. */
export interface FaultProxy {
  readonly url: string;
  readonly received: readonly Received[];
  close(): Promise<void>;
}

export interface Strike {
  readonly fault: Fault;
  readonly reach: Reach;
  /** Whether the cluster performs a request before the fault replaces its response. */
  readonly committed: boolean;
  /** The method of the operation's own requests. */
  readonly method: string;
}

export const authority = makeCertificate({ commonName: "Test authority" });
const ips = ["127.0.0.1"];
const certificates: Readonly<Record<string, Certificate>> = {
  expired: makeCertificate({
    commonName: "c",
    ips,
    issuer: authority,
    notAfter: new Date(Date.now() - 3_600_000),
  }),
  "self-signed": makeCertificate({ commonName: "c", ips }),
  "wrong name": makeCertificate({ commonName: "c", names: ["other.example"], issuer: authority }),
};

/** Starts a reverse proxy of an emulator. */
export async function startFaultProxy(emulator: Emulator, strike: Strike): Promise<FaultProxy> {
  const { fault, reach, committed, method } = strike;
  const { strikes } = fault;
  const received: Received[] = [];
  let struck = 0;
  const isStruck = (own: boolean): boolean => {
    if (typeof strikes !== "function" || (reach !== "all" && !own) || (reach === "first" && struck > 0))
      return false;
    struck++;
    return true;
  };

  const server = serverFor(strikes, (request, response) => {
    void read(request).then(async (got) => {
      received.push(got);
      const strikesIt = isStruck(got.method === method);
      const upstream = !strikesIt || committed ? await fetchFrom(emulator, got) : undefined;
      if (strikesIt && typeof strikes === "function") strikes(response, got, request.socket);
      else if (upstream !== undefined) await forward(upstream, response);
    });
  });
  let connections = 0;
  server.on("connection", (socket: Socket) => {
    if (strikes === "connection" && (connections++ === 0 || reach === "all")) socket.resetAndDestroy();
  });
  const { port, close } = await listenLocally(server);
  if (strikes === "closed port") await close();
  const scheme = typeof strikes === "string" && strikes in certificates ? "https" : "http";
  return { url: `${scheme}://127.0.0.1:${port}`, received, close };
}

function serverFor(strikes: Fault["strikes"], listener: RequestListener): Server {
  const certificate = typeof strikes === "string" ? certificates[strikes] : undefined;
  return certificate === undefined ? createHttpServer(listener) : createHttpsServer(certificate, listener);
}

function fetchFrom(emulator: Emulator, { method, path, headers, body }: Received): Promise<Response> {
  const { authorization = "", "content-type": type = "application/json" } = headers;
  const text = method === "GET" || body === "" ? {} : { body };
  return fetch(emulator.url + path, { method, headers: { authorization, "content-type": type }, ...text });
}

async function forward(upstream: Response, response: ServerResponse): Promise<void> {
  const type = upstream.headers.get("content-type");
  response
    .writeHead(upstream.status, type === null ? {} : { "content-type": type })
    .end(await upstream.text());
}
