import type * as nodeFetch from "node-fetch";

/** The end of a process at its n-th request, counted from 1. */
export interface Crash {
  readonly at: number;
  /** Whether the request still gets out, and is carried out, but its answer finds nobody. */
  readonly when: "before" | "after";
}

/**
 * What a process sends, one request at a time: the next goes out when the answer to the last is there. The calls of
 * a run stay as parallel as they are; only the order of their requests is the same each time, so that a found
 * sequence can be replayed.
 */
export class Line {
  readonly module: Pick<typeof nodeFetch, "default" | "FetchError">;
  /** Resolves when the process ends. */
  readonly death: Promise<void>;
  private sent = 0;
  private dead = false;
  private last: Promise<unknown> = Promise.resolve();
  private tellDeath: () => void = () => undefined;

  constructor(
    real: typeof nodeFetch,
    private readonly crash?: Crash,
  ) {
    this.death = new Promise((done) => (this.tellDeath = done));
    this.module = {
      FetchError: real.FetchError,
      default: (url, init) => {
        const turn = this.last.then(() => this.pass(() => buffered(real, url, init)));
        this.last = turn.catch(() => undefined);
        return turn;
      },
    };
  }

  /** Nothing leaves and nothing arrives any more. */
  die(): void {
    this.dead = true;
    this.tellDeath();
  }

  private async pass(send: () => Promise<nodeFetch.Response>): Promise<nodeFetch.Response> {
    if (!this.dead && this.crash?.at === ++this.sent) {
      if (this.crash.when === "after") {
        await send().catch(() => undefined);
      }
      this.die();
    }
    return this.dead ? new Promise(() => undefined) : send();
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
