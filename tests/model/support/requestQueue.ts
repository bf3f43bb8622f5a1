import type * as nodeFetch from "node-fetch";

/** A crash of the process at its n-th request, counted from 1. */
export interface Crash {
  readonly at: number;
  /** Whether the process crashes before it sends the request, or before it receives the response. */
  readonly when: "before" | "after";
}

/**
 * Sends the requests of a process one at a time, each after the previous response. The operations of a run stay parallel, but
 * the order of their requests is the same each time, so that a sequence can be replayed.
 */
export class RequestQueue {
  readonly module: Pick<typeof nodeFetch, "default" | "FetchError">;
  /** Resolves when the process ends. */
  readonly ended: Promise<void>;
  private sent = 0;
  private isEnded = false;
  private last: Promise<unknown> = Promise.resolve();
  private resolveEnded: () => void = () => undefined;

  constructor(
    real: typeof nodeFetch,
    private readonly crash?: Crash,
  ) {
    this.ended = new Promise((done) => (this.resolveEnded = done));
    this.module = {
      FetchError: real.FetchError,
      default: (url, init) => {
        const turn = this.last.then(() => this.pass(() => buffered(real, url, init)));
        this.last = turn.catch(() => undefined);
        return turn;
      },
    };
  }

  /** From now on, no request is sent and no response is received. */
  end(): void {
    this.isEnded = true;
    this.resolveEnded();
  }

  private async pass(send: () => Promise<nodeFetch.Response>): Promise<nodeFetch.Response> {
    if (!this.isEnded && this.crash?.at === ++this.sent) {
      if (this.crash.when === "after") {
        await send().catch(() => undefined);
      }
      this.end();
    }
    return this.isEnded ? new Promise(() => undefined) : send();
  }
}

async function buffered(
  real: typeof nodeFetch,
  ...[url, init]: Parameters<typeof nodeFetch.default>
): Promise<nodeFetch.Response> {
  const response = await real.default(url, init);
  const body = Buffer.from(await response.arrayBuffer());
  const { status, headers } = response;
  return new real.Response(body.length === 0 ? null : body, { status, headers });
}
