import type { SettingSources } from "./settings";

/** A consumer's key and secret. Either may be missing. */
export interface ConsumerCredentials {
  /** The environment variable or config key of the consumer's key. */
  readonly keyName: string;
  readonly secretName: string;
  readonly key: string | undefined;
  readonly secret: string | undefined;
}

/**
 * Reads the program's consumers: `ALGORITHMIA_CONSUMER_KEY` and `…_SECRET` if set, otherwise every pair in the stack's
 * config whose keys end in `consumerKey` and `consumerSecret`, as in the programs that `adopt` writes.
 */
export function readConsumers({ env, stack }: SettingSources): ConsumerCredentials[] {
  const fromEnv = {
    keyName: "ALGORITHMIA_CONSUMER_KEY",
    secretName: "ALGORITHMIA_CONSUMER_SECRET",
    key: env["ALGORITHMIA_CONSUMER_KEY"] || undefined,
    secret: env["ALGORITHMIA_CONSUMER_SECRET"] || undefined,
  };
  if (fromEnv.key !== undefined || fromEnv.secret !== undefined) return [fromEnv];
  if (stack.kind !== "read") return [];
  const stems = new Set(
    [...stack.values.keys()].flatMap((key) => {
      const stem = /^(?!algorithmia:)(.*[cC]onsumer)(?:Key|Secret)$/.exec(key)?.[1];
      return stem === undefined ? [] : [stem];
    }),
  );
  return [...stems].map((stem) => ({
    keyName: `${stem}Key`,
    secretName: `${stem}Secret`,
    key: stack.values.get(`${stem}Key`)?.value,
    secret: stack.values.get(`${stem}Secret`)?.value,
  }));
}
