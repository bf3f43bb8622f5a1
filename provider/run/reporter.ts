import { AsyncLocalStorage } from "node:async_hooks";

/** One message to the user. */
export interface LogMessage {
  readonly severity: "DEBUG" | "INFO" | "WARNING";
  readonly text: string;
  /** The resource whose row shows the message; empty for none. */
  readonly urn: string;
  /** Shown only until the operation ends. */
  readonly ephemeral: boolean;
}

/** Sends a message to the host. Never rejects. */
export type Log = (message: LogMessage) => Promise<void>;

/** Reports on the row of the current resource. */
export class Reporter {
  readonly #rows = new AsyncLocalStorage<Row>();
  readonly #reported = new Set<string>();

  constructor(
    private readonly log: Log,
    private readonly clean: (text: string) => string,
  ) {}

  /** Runs one operation of a resource and waits for its messages, because the host may exit after the operation. */
  async forResource<T>(urn: string, operation: () => Promise<T>): Promise<T> {
    const row: Row = { urn, sent: Promise.resolve() };
    try {
      return await this.#rows.run(row, operation);
    } finally {
      await row.sent;
    }
  }

  /** Reports what the user should act on or know before continuing. */
  warn(text: string): void {
    this.#send("WARNING", text);
  }

  /** Warns once per resource, because the engine repeats its requests. */
  warnOnce(text: string): void {
    const key = `${this.#rows.getStore()?.urn ?? ""} ${text}`;
    if (!this.#reported.has(key)) {
      this.#reported.add(key);
      this.warn(text);
    }
  }

  /** Reports what the provider did. */
  info(text: string): void {
    this.#send("INFO", text);
  }

  progress(text: string): void {
    this.#send("INFO", text, true);
  }

  /** Logs a line for troubleshooting, which the CLI shows only with `--debug`. */
  debug(text: string): void {
    this.#send("DEBUG", text);
  }

  // Sequential, to keep the order.
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
