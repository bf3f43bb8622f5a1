/** One setting of the connection: where it comes from, what it means, and what holds without it. */
export interface Setting {
  /** The key of the stack's config, without the namespace `algorithmia:`. */
  readonly key: SettingKey;
  readonly env: string;
  readonly description: string;
  readonly unit: "address" | "text" | "PEM or path" | "seconds" | "count" | "true or false";
  readonly secret: boolean;
  /** In the setting's unit; absent where there is none. */
  readonly default?: string;
  /** Numbers only. */
  readonly min?: number;
  readonly max?: number;
}

export type SettingKey =
  | "apiUrl"
  | "apiKey"
  | "bearerToken"
  | "caCertificate"
  | "requestTimeout"
  | "deadline"
  | "maxRetries"
  | "readyTimeout"
  | "maxConcurrency"
  | "allowInsecureHttp";

const secondsPerDay = 86_400;

/**
 * Everything the connection is made of; documentation is generated from it. The first three variables are the
 * vendor's own (its clients and CLI read them), the others follow their style.
 */
export const settings: readonly Setting[] = [
  {
    key: "apiUrl",
    env: "ALGORITHMIA_API",
    description: "Address of the cluster: https://CLUSTER_DOMAIN or https://api.CLUSTER_DOMAIN.",
    unit: "address",
    secret: false,
  },
  {
    key: "apiKey",
    env: "ALGORITHMIA_API_KEY",
    description: "API key of a cluster admin, with Management Access on.",
    unit: "text",
    secret: true,
  },
  {
    key: "bearerToken",
    env: "ALGORITHMIA_BEARER_TOKEN",
    description:
      "Token (JWT) of a cluster admin, instead of an API key; where both are set, the key is used.",
    unit: "text",
    secret: true,
  },
  {
    key: "caCertificate",
    env: "ALGORITHMIA_CA_CERTIFICATE",
    description: "Certificate of an own certificate authority, trusted in addition to the public ones.",
    unit: "PEM or path",
    secret: false,
  },
  {
    key: "requestTimeout",
    env: "ALGORITHMIA_REQUEST_TIMEOUT",
    description: "How long one request may take before it counts as failed.",
    unit: "seconds",
    secret: false,
    default: "30",
    min: 0.001,
    max: secondsPerDay,
  },
  {
    key: "deadline",
    env: "ALGORITHMIA_DEADLINE",
    description: "How long one operation may take in total, with all its attempts and waits.",
    unit: "seconds",
    secret: false,
    default: "120",
    min: 0.001,
    max: secondsPerDay,
  },
  {
    key: "maxRetries",
    env: "ALGORITHMIA_MAX_RETRIES",
    description: "How often an operation is tried again after a failure that may pass.",
    unit: "count",
    secret: false,
    default: "5",
    min: 0,
    max: 100,
  },
  {
    key: "readyTimeout",
    env: "ALGORITHMIA_READY_TIMEOUT",
    description: "How long a create waits for a cluster that is still coming up, before the deadline starts.",
    unit: "seconds",
    secret: false,
    default: "0",
    min: 0,
    max: secondsPerDay,
  },
  {
    key: "maxConcurrency",
    env: "ALGORITHMIA_MAX_CONCURRENCY",
    description: "How many requests may be under way to the cluster at once.",
    unit: "count",
    secret: false,
    default: "8",
    min: 1,
    max: 256,
  },
  {
    key: "allowInsecureHttp",
    env: "ALGORITHMIA_ALLOW_INSECURE_HTTP",
    description: "Allows plain http to another machine, which shows the credential to everyone on the way.",
    unit: "true or false",
    secret: false,
    default: "false",
  },
];

/** The entry of one setting. */
export function settingOf(key: SettingKey): Setting {
  const found = settings.find((setting) => setting.key === key);
  if (found === undefined) throw new RangeError(`no setting ${key}`);
  return found;
}
