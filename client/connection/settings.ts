/** One setting of the connection: its sources, its meaning and its default. */
export interface Setting {
  /** The key in the stack's config, without the namespace `algorithmia:`. */
  readonly key: SettingKey;
  readonly env: string;
  readonly description: string;
  readonly unit: "address" | "text" | "PEM or path" | "seconds" | "count" | "true or false";
  readonly secret: boolean;
  /** In the setting's unit; absent if the setting has no default. */
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
 * All settings of the connection; a table of docs/installation-configuration.md is generated from this list. The first
 * three variables are the vendor's (its clients and CLI read them), and the others follow the same style.
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
    description: "API key of a cluster admin with Management Access.",
    unit: "text",
    secret: true,
  },
  {
    key: "bearerToken",
    env: "ALGORITHMIA_BEARER_TOKEN",
    description:
      "Token (JWT) of a cluster admin, instead of an API key. If both are set in the same place, the API key is used.",
    unit: "text",
    secret: true,
  },
  {
    key: "caCertificate",
    env: "ALGORITHMIA_CA_CERTIFICATE",
    description: "Certificate of a private CA, trusted in addition to the public CAs.",
    unit: "PEM or path",
    secret: false,
  },
  {
    key: "requestTimeout",
    env: "ALGORITHMIA_REQUEST_TIMEOUT",
    description: "Timeout of one request.",
    unit: "seconds",
    secret: false,
    default: "30",
    min: 0.001,
    max: secondsPerDay,
  },
  {
    key: "deadline",
    env: "ALGORITHMIA_DEADLINE",
    description: "Deadline of one operation, including all attempts and waits.",
    unit: "seconds",
    secret: false,
    default: "120",
    min: 0.001,
    max: secondsPerDay,
  },
  {
    key: "maxRetries",
    env: "ALGORITHMIA_MAX_RETRIES",
    description: "How often an operation is retried after a retryable failure.",
    unit: "count",
    secret: false,
    default: "5",
    min: 0,
    max: 100,
  },
  {
    key: "readyTimeout",
    env: "ALGORITHMIA_READY_TIMEOUT",
    description:
      "How long a create waits for a cluster that is still starting. The deadline starts after this wait.",
    unit: "seconds",
    secret: false,
    default: "0",
    min: 0,
    max: secondsPerDay,
  },
  {
    key: "maxConcurrency",
    env: "ALGORITHMIA_MAX_CONCURRENCY",
    description: "Maximum number of concurrent requests to the cluster.",
    unit: "count",
    secret: false,
    default: "8",
    min: 1,
    max: 256,
  },
  {
    key: "allowInsecureHttp",
    env: "ALGORITHMIA_ALLOW_INSECURE_HTTP",
    description: "Allows unencrypted HTTP to another machine, which exposes the credential on the network.",
    unit: "true or false",
    secret: false,
    default: "false",
  },
];

/**
 * The settings of a run: what the provider does in this run, whichever connection a resource has. Each overrides or
 * extends the input of the same name.
 */
export const runSettings = {
  adopt: {
    key: "adopt",
    env: "ALGORITHMIA_ADOPT",
    description: "Ids of configurations to adopt in this run, separated by commas.",
    default: "none",
  },
  whenInUse: {
    key: "whenInUse",
    env: "ALGORITHMIA_WHEN_IN_USE",
    description: "What a delete does if an algorithm uses the configuration.",
    default: "the resource's input",
    values: ["fail", "disable"],
  },
  verifyConsumer: {
    key: "verifyConsumer",
    env: "ALGORITHMIA_VERIFY_CONSUMER",
    description: "Which problems with the OAuth consumer fail an `up`.",
    default: "the resource's input",
    values: ["credentials", "permissions", "off"],
  },
} as const;

export type RunSettingKey = keyof typeof runSettings;

/** The values of a setting of a run, as parsed. */
export type RunSettingValue<K extends RunSettingKey> = (typeof runSettings)[K] extends {
  readonly values: readonly (infer V)[];
}
  ? V
  : readonly string[];

/** The setting with this key. */
export function settingOf(key: SettingKey): Setting {
  const found = settings.find((setting) => setting.key === key);
  if (found === undefined) throw new RangeError(`no setting ${key}`);
  return found;
}

/** All names of a setting, for advice that applies whichever of them the user has set. */
export function settingNames(key: SettingKey): string {
  return `${key} (algorithmia:${key}, ${settingOf(key).env}, or the Provider argument)`;
}
