import { createRedactor } from "../client/redact/redactor";
import { secretsIn } from "./settings/settings";

/** Where a command's text goes. */
export interface Streams {
  /** Standard output. */
  readonly out: (text: string) => void;
  /** Standard error. */
  readonly err: (text: string) => void;
  /** Whether a person watches standard error. */
  readonly isInteractive: boolean;
  /** How wide help may be. */
  readonly columns: number;
}

/** Streams whose every line is fit to be shown, whatever it was made of. */
export interface Terminal extends Streams {
  /** Standard error as it is, for a passing line. */
  readonly status: (text: string) => void;
  /** Keeps further secrets out of all that is written from now on. */
  readonly hide: (secrets: readonly string[]) => void;
}

/** The one way by which the text of a command leaves. */
export function createTerminal(streams: Streams, env: NodeJS.ProcessEnv): Terminal {
  const redactor = createRedactor(secretsIn({ env, stack: { kind: "no project" } }));
  // Line by line, so that a long list is not cut.
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
  /** Takes the line away, before other text. */
  readonly clear: () => void;
}

const eraseLine = "\r\x1b[K";

/** Passing progress on one line that vanishes; none where nobody watches. */
export function createStatusLine({ status, isInteractive }: Terminal): StatusLine {
  if (!isInteractive) return { show: () => undefined, clear: () => undefined };
  return { show: (text) => status(`${eraseLine}… ${text}`), clear: () => status(eraseLine) };
}
