/** Where a command's text goes. */
export interface Terminal {
  /** Standard output. */
  readonly out: (text: string) => void;
  /** Standard error. */
  readonly err: (text: string) => void;
  /** Whether a person watches standard error. */
  readonly watched: boolean;
  /** How wide help may be. */
  readonly columns: number;
}

export interface Progress {
  readonly show: (text: string) => void;
  /** Takes the line away, before other text. */
  readonly clear: () => void;
}

const eraseLine = "\r\x1b[K";

/** Passing progress on one line that vanishes; none where nobody watches. */
export function progressOn({ err, watched }: Terminal): Progress {
  if (!watched) return { show: () => undefined, clear: () => undefined };
  return { show: (text) => err(`${eraseLine}… ${text}`), clear: () => err(eraseLine) };
}
