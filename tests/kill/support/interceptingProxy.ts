import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/** Whether a request is held before the cluster receives it, or after the cluster acted and before its response. */
export type Moment = "before" | "after";

/** A request that is held until it is released or cut. */
export interface HeldRequest {
  /** As `METHOD path`. */
  readonly request: string;
  /** Continues the request, also if the client is gone. */
  release(): void;
  /** Closes the connection. If the request was held before the cluster received it, the cluster never does. */
  cut(): void;
}

interface Breakpoint {
  readonly at: number;
  readonly moment: Moment;
  readonly onHeld: (held: HeldRequest) => void;
}

/** A reverse proxy of the emulated cluster that holds one request, so that a test interrupts exactly this request. */
export class InterceptingProxy {
  /** The received requests, in order, as `METHOD path`. */
  readonly requests: string[] = [];
  private breakpoint: Breakpoint | undefined;
  private cutsAll = false;

  private constructor(
    private readonly target: string,
    private readonly server: Server,
  ) {
    server.on("request", (request, response) => void this.pass(request, response));
  }

  static async start(target: string): Promise<InterceptingProxy> {
    const server = createServer();
    // A closed idle connection would be a cut that the test didn't request.
    server.keepAliveTimeout = 0;
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    return new InterceptingProxy(target, server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Forgets received requests and breakpoints. */
  reset(): void {
    this.requests.length = 0;
    this.breakpoint = undefined;
    this.cutsAll = false;
  }

  /** Holds a request by its number since the last reset, counted from 0. */
  hold(at: number, moment: Moment): Promise<HeldRequest> {
    return new Promise((onHeld) => (this.breakpoint = { at, moment, onHeld }));
  }

  /** Cuts every connection from now on. */
  cutAll(): void {
    this.cutsAll = true;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  private async pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "GET", url = "/" } = request;
    const name = `${method} ${url}`;
    const number = this.requests.push(name) - 1;
    const body = await buffer(request);
    const passes = (moment: Moment) => this.passes(number, moment, name);
    if (this.cutsAll || !(await passes("before"))) {
      request.socket.destroy();
      return;
    }
    const answer = await fetch(this.target + url, {
      method,
      headers: headersOf(request),
      ...(body.length > 0 && { body: new Uint8Array(body) }),
    });
    const text = await answer.text();
    if (!(await passes("after"))) {
      request.socket.destroy();
      return;
    }
    response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "text/plain" });
    response.end(text);
  }

  private async passes(number: number, moment: Moment, request: string): Promise<boolean> {
    const { breakpoint } = this;
    if (breakpoint?.at !== number || breakpoint.moment !== moment) {
      return true;
    }
    return new Promise((decided) =>
      breakpoint.onHeld({ request, release: () => decided(true), cut: () => decided(false) }),
    );
  }
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    ["authorization", "content-type", "accept"].flatMap((name) => {
      const value = headers[name];
      return typeof value === "string" ? [[name, value]] : [];
    }),
  );
}
