/** What is remembered of a request: never a query, a header or a body, since those may hold credentials. */
export interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  /** Unset while unanswered, and for good where a fault left it so. */
  status: number | undefined;
  /** When it arrived, in milliseconds since the epoch. */
  readonly at: number;
  /** The number of its connection, from 1. */
  readonly connection: number;
}

/** The oldest entries are dropped past this, so that a long-lived emulator doesn't grow. */
const MAX_ENTRIES = 100_000;

/** The requests that arrived, in order. */
export class RequestLog implements Iterable<Readonly<LoggedRequest>> {
  #entries: LoggedRequest[] = [];

  get length(): number {
    return this.#entries.length;
  }

  [Symbol.iterator](): Iterator<Readonly<LoggedRequest>> {
    return this.#entries.values();
  }

  /** A copy to filter and compare. */
  all(): Readonly<LoggedRequest>[] {
    return this.#entries.map((entry) => ({ ...entry }));
  }

  clear(): void {
    this.#entries = [];
  }

  /** Returns the live entry, whose status is set once it's known. */
  add(method: string, path: string, connection: number): LoggedRequest {
    if (this.#entries.length >= MAX_ENTRIES) this.#entries.splice(0, MAX_ENTRIES / 10);
    const entry = { method, path, status: undefined, at: Date.now(), connection };
    this.#entries.push(entry);
    return entry;
  }
}
