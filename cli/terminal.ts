import { createRedactor } from "../client/redact/redactor";
import { secretsIn } from "./settings/settings";

/** The output streams of a command. */
export interface Streams {
  /** Standard output. */
  readonly out: (text: string) => void;
  /** Standard error. */
  readonly err: (text: string) => void;
  /** Whether standard error is a terminal. */
  readonly isInteractive: boolean;
  /** The width of help texts. */
  readonly columns: number;
}

/** Streams that redact secrets and remove control characters from each line. */
export interface Terminal extends Streams {
  /** Standard error without redaction, for the status line. */
  readonly status: (text: string) => void;
  /** Adds secrets to redact from all later output. */
  readonly hide: (secrets: readonly string[]) => void;
}

/** Creates the only output of a command. */
export function createTerminal(streams: Streams, env: NodeJS.ProcessEnv): Terminal {
  const redactor = createRedactor(secretsIn({ env, stack: { kind: "no project" } }));
  // Each line on its own, so that a long list isn't truncated.
  const clean = (text: string): string =>
    text
      .split("\n")
      .map((line) => redactor.cleanMessage(line))
      .join("\n");
  return {
    ...streams,
    out: (text) => streams.out(clean(text)),
    err: (text) => streams.err(clean(text)),
    status: streams.err,
    hide: (secrets) => secrets.forEach((secret) => redactor.add(secret)),
  };
}

export interface StatusLine {
  readonly show: (text: string) => void;
  /** Erases the line, before other output. */
  readonly clear: () => void;
}

const eraseLine = "\r\x1b[K";

/** Shows progress on one line that is erased afterwards. Shows nothing if standard error isn't a terminal. */
export function createStatusLine({ status, isInteractive }: Terminal): StatusLine {
  if (!isInteractive) return { show: () => undefined, clear: () => undefined };
  return { show: (text) => status(`${eraseLine}… ${text}`), clear: () => status(eraseLine) };
}
