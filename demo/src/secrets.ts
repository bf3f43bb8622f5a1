import { randomBytes } from "node:crypto";

/** All that nobody else may read: made up for one run, and kept in memory but for what Pulumi encrypts. */
export interface Secrets {
  readonly apiKey: string;
  readonly consumerKey: string;
  readonly consumerSecret: string;
  readonly passphrase: string;
}

export function makeUpSecrets(): Secrets {
  const secret = () => randomBytes(20).toString("hex");
  return { apiKey: secret(), consumerKey: secret(), consumerSecret: secret(), passphrase: secret() };
}
