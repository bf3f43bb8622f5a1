import { AsyncLocalStorage } from "node:async_hooks";

/** One message to the user. */
export interface LogMessage {
  readonly severity: "DEBUG" | "INFO" | "WARNING";
  readonly text: string;
  /** The resource on whose row it stands; empty for none. */
  readonly urn: string;
  /** Shown while it lasts, and gone from the final output. */
  readonly ephemeral: boolean;
}

/** How a host takes messages. Never rejects. */
export type Log = (message: LogMessage) => Promise<void>;

/** Reports on the row of the resource whose operation runs. */
export class Reporter {
  readonly #rows = new AsyncLocalStorage<Row>();
  readonly #reported = new Set<string>();

  constructor(
    private readonly log: Log,
    private readonly clean: (text: string) => string,
  ) {}

  /** Runs one operation of a resource, until its messages are sent too: the host may exit right after it. */
  async forResource<T>(urn: string, operation: () => Promise<T>): Promise<T> {
    const row: Row = { urn, sent: Promise.resolve() };
    try {
      return await this.#rows.run(row, operation);
    } finally {
      await row.sent;
    }
  }

  /** Something that the user should act on or know before going on. */
  warn(text: string): void {
    this.#send("WARNING", text);
  }

  /** A warning that the engine's repeated calls would repeat. */
  warnOnce(text: string): void {
    const key = `${this.#rows.getStore()?.urn ?? ""} ${text}`;
    if (!this.#reported.has(key)) {
      this.#reported.add(key);
      this.warn(text);
    }
  }

  /** Something that was done on the user's behalf. */
  info(text: string): void {
    this.#send("INFO", text);
  }

  progress(text: string): void {
    this.#send("INFO", text, true);
  }

  /** A line for troubleshooting: the CLI shows it with `--debug` only. */
  debug(text: string): void {
    this.#send("DEBUG", text);
  }

  // One after another, so that they arrive in order.
  #send(severity: LogMessage["severity"], text: string, ephemeral = false): void {
    const row = this.#rows.getStore() ?? { urn: "", sent: Promise.resolve() };
    const message = { severity, text: this.clean(text), urn: row.urn, ephemeral };
    row.sent = row.sent.then(() => this.log(message));
  }
}

interface Row {
  readonly urn: string;
  sent: Promise<void>;
}
