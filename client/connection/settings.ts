/** One setting of the connection: where it comes from, what it means, and what holds without it. */
export interface Setting {
  /** The key of the stack's config, without the namespace `algorithmia:`. */
  readonly key: SettingKey;
  readonly env: string;
  readonly meaning: string;
  readonly unit: "address" | "text" | "PEM or path" | "seconds" | "count" | "true or false";
  readonly secret: boolean;
  /** In the setting's unit; absent where there is none. */
  readonly default?: string;
  /** Numbers only. */
  readonly least?: number;
  readonly most?: number;
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

const day = 86_400;

/**
 * Everything the connection is made of; documentation is generated from it. The first three variables are the
 * vendor's own (its clients and CLI read them), the others follow their style.
 */
export const settings: readonly Setting[] = [
  {
    key: "apiUrl",
    env: "ALGORITHMIA_API",
    meaning: "Address of the cluster: https://CLUSTER_DOMAIN or https://api.CLUSTER_DOMAIN.",
    unit: "address",
    secret: false,
  },
  {
    key: "apiKey",
    env: "ALGORITHMIA_API_KEY",
    meaning: "API key of a cluster admin, with Management Access on.",
    unit: "text",
    secret: true,
  },
  {
    key: "bearerToken",
    env: "ALGORITHMIA_BEARER_TOKEN",
    meaning: "Token (JWT) of a cluster admin, instead of an API key; where both are set, the key is used.",
    unit: "text",
    secret: true,
  },
  {
    key: "caCertificate",
    env: "ALGORITHMIA_CA_CERTIFICATE",
    meaning: "Certificate of an own certificate authority, trusted in addition to the public ones.",
    unit: "PEM or path",
    secret: false,
  },
  {
    key: "requestTimeout",
    env: "ALGORITHMIA_REQUEST_TIMEOUT",
    meaning: "How long one request may take before it counts as failed.",
    unit: "seconds",
    secret: false,
    default: "30",
    least: 0.001,
    most: day,
  },
  {
    key: "deadline",
    env: "ALGORITHMIA_DEADLINE",
    meaning: "How long one operation may take in total, with all its attempts and waits.",
    unit: "seconds",
    secret: false,
    default: "120",
    least: 0.001,
    most: day,
  },
  {
    key: "maxRetries",
    env: "ALGORITHMIA_MAX_RETRIES",
    meaning: "How often an operation is tried again after a failure that may pass.",
    unit: "count",
    secret: false,
    default: "5",
    least: 0,
    most: 100,
  },
  {
    key: "readyTimeout",
    env: "ALGORITHMIA_READY_TIMEOUT",
    meaning: "How long a create waits for a cluster that is still coming up, before the deadline starts.",
    unit: "seconds",
    secret: false,
    default: "0",
    least: 0,
    most: day,
  },
  {
    key: "maxConcurrency",
    env: "ALGORITHMIA_MAX_CONCURRENCY",
    meaning: "How many requests may be under way to the cluster at once.",
    unit: "count",
    secret: false,
    default: "8",
    least: 1,
    most: 256,
  },
  {
    key: "allowInsecureHttp",
    env: "ALGORITHMIA_ALLOW_INSECURE_HTTP",
    meaning: "Allows plain http to another machine, which shows the credential to everyone on the way.",
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
