import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/** Whether a request is struck before the cluster gets it, or after it acted and before its answer comes back. */
export type Moment = "before" | "after";

/** A request that is held, until one of these is called. */
export interface Held {
  /** As `METHOD path`. */
  readonly request: string;
  /** Goes on as if nothing had been, also where the caller is gone by now. */
  letGo(): void;
  /** Ends the connection; before the cluster acted, it never will. */
  cut(): void;
}

interface Trap {
  readonly at: number;
  readonly moment: Moment;
  readonly sprung: (held: Held) => void;
}

/**
 * Stands before the emulated cluster and holds the request that it is told to: so what happens to caller and
 * connection then happens at exactly that request, without a clock.
 */
export class Gate {
  /** What came, in order, as `METHOD path`. */
  readonly requests: string[] = [];
  private trap: Trap | undefined;
  private isShut = false;

  private constructor(
    private readonly target: string,
    private readonly server: Server,
  ) {
    server.on("request", (request, response) => void this.pass(request, response));
  }

  static async open(target: string): Promise<Gate> {
    const server = createServer();
    // An idle connection that ends by itself would be a cut that nobody ordered.
    server.keepAliveTimeout = 0;
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    return new Gate(target, server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Forgets what came and what was ordered. */
  reset(): void {
    this.requests.length = 0;
    this.trap = undefined;
    this.isShut = false;
  }

  /** Holds the request of that number, counted from 0 since the last reset. */
  hold(at: number, moment: Moment): Promise<Held> {
    return new Promise((sprung) => (this.trap = { at, moment, sprung }));
  }

  /** Cuts every connection from now on. */
  shut(): void {
    this.isShut = true;
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
    if (this.isShut || !(await passes("before"))) {
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
    const { trap } = this;
    if (trap?.at !== number || trap.moment !== moment) {
      return true;
    }
    return new Promise((decided) =>
      trap.sprung({ request, letGo: () => decided(true), cut: () => decided(false) }),
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
