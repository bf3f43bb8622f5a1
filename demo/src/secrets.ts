import { randomBytes } from "node:crypto";

/** All that nobody else may read: made up for one run, and kept in memory but for what Pulumi encrypts. */
export interface Secrets {
  readonly apiKey: string;
  readonly consumerKey: string;
  readonly consumerSecret: string;
  /** The consumer's secret as it comes out when somebody misses the last character while copying. */
  readonly mistypedSecret: string;
  readonly passphrase: string;
}

export function makeUpSecrets(): Secrets {
  const secret = () => randomBytes(20).toString("hex");
  const consumerSecret = secret();
  return {
    apiKey: secret(),
    consumerKey: secret(),
    consumerSecret,
    mistypedSecret: consumerSecret.slice(0, -1),
    passphrase: secret(),
  };
}
