/** A logged request. Its query, headers and body aren't logged, because they may contain credentials. */
export interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  /** Not set until the response is sent. Never set if a fault sends none. */
  status: number | undefined;
  /** The time of arrival, in milliseconds since the epoch. */
  readonly at: number;
  /** The number of its connection, from 1. */
  readonly connection: number;
}

/** Beyond this number the oldest entries are dropped, so that memory stays bounded. */
const MAX_ENTRIES = 100_000;

/** The requests in order of arrival. */
export class RequestLog implements Iterable<Readonly<LoggedRequest>> {
  #entries: LoggedRequest[] = [];

  get length(): number {
    return this.#entries.length;
  }

  [Symbol.iterator](): Iterator<Readonly<LoggedRequest>> {
    return this.#entries.values();
  }

  /** A copy of all entries. */
  all(): Readonly<LoggedRequest>[] {
    return this.#entries.map((entry) => ({ ...entry }));
  }

  clear(): void {
    this.#entries = [];
  }

  /** Adds an entry and returns it, so that the caller can set its status. */
  add(method: string, path: string, connection: number): LoggedRequest {
    if (this.#entries.length >= MAX_ENTRIES) this.#entries.splice(0, MAX_ENTRIES / 10);
    const entry = { method, path, status: undefined, at: Date.now(), connection };
    this.#entries.push(entry);
    return entry;
  }
}
