import { readFileSync } from "node:fs";
import { type ClusterAddress, parseApiUrl } from "./address";
import {
  parseBoolean,
  parseCertificates,
  parseChoice,
  parseCredential,
  type Parsed,
  parseIds,
  parseNumber,
} from "./parseSetting";
import {
  runSettings,
  type RunSettingKey,
  type RunSettingValue,
  type Setting,
  settingOf,
  type SettingKey,
} from "./settings";

/** The credential for the admin API, sent as `Authorization: SCHEME TOKEN`. */
export interface Credential {
  readonly scheme: "Simple" | "Bearer";
  readonly token: string;
}

/** Everything that a client requires to connect to a cluster. */
export interface Connection extends ClusterAddress {
  readonly credential: Credential;
  /** PEM text; trusted in addition to the public CAs. */
  readonly caCertificate?: string;
  readonly attemptTimeoutMs: number;
  readonly deadlineMs: number;
  readonly maxRetries: number;
  readonly readyTimeoutMs: number;
  readonly allowInsecureHttp: boolean;
  readonly maxConcurrency: number;
  readonly addressFrom: SettingSource;
}

export type SettingSource = "environment" | "config";

export interface ConnectionFailure {
  /** The source of the value: the config key with its namespace, the variable, or the Provider's argument. */
  readonly setting: string;
  readonly reason: string;
}

export interface ConnectionSource {
  /** A value from the stack's config, or from an explicit Provider, by its key without the namespace. */
  config(key: string): string | undefined;
  /** Undefined for an explicit Provider, which reads only its arguments. */
  readonly env: NodeJS.ProcessEnv | undefined;
  readonly readFile?: (path: string) => string;
}

/** Reads the connection from environment and config. The environment overrides config. Reports all failures at once. */
export function readConnection(
  source: ConnectionSource,
): { connection: Connection } | { failures: ConnectionFailure[] } {
  const failures: ConnectionFailure[] = [];
  const readFile = source.readFile ?? ((path: string) => readFileSync(path, "latin1"));

  function parsed<T>(key: SettingKey, parse: (raw: string, setting: Setting) => Parsed<T>): T | undefined {
    const found = findSetting(source, settingOf(key));
    const setting = settingOf(key);
    const raw = found?.raw ?? setting.default;
    if (raw === undefined) return undefined;
    const result = parse(raw, setting);
    if ("value" in result) return result.value;
    failures.push({ setting: found?.name ?? settingName(source, key), reason: result.reason });
    return undefined;
  }
  const number = (key: SettingKey): number => parsed(key, (raw, setting) => parseNumber(setting, raw)) ?? 0;

  const allowInsecureHttp = parsed("allowInsecureHttp", parseBoolean) ?? false;
  const address = readAddress(source, allowInsecureHttp, failures);
  const credential = readCredential(source, failures);
  const caCertificate = parsed("caCertificate", (raw) => parseCertificates(raw, readFile));
  const numbers = {
    attemptTimeoutMs: number("requestTimeout") * 1000,
    deadlineMs: number("deadline") * 1000,
    maxRetries: number("maxRetries"),
    readyTimeoutMs: number("readyTimeout") * 1000,
    maxConcurrency: number("maxConcurrency"),
  };
  if (address !== undefined && credential?.from === "config") {
    failures.push(...credentialOfAnotherCluster(source, address));
  }
  if (address === undefined || credential === undefined || failures.length > 0) return { failures };
  return {
    connection: {
      ...address,
      credential: credential.credential,
      ...(caCertificate !== undefined && { caCertificate }),
      ...numbers,
      allowInsecureHttp,
    },
  };
}

/** Reads a setting of a run. `value` is undefined if the setting isn't set. */
export function readRunSetting<K extends RunSettingKey>(
  source: ConnectionSource,
  key: K,
): { value: RunSettingValue<K> | undefined } | ConnectionFailure {
  const setting = runSettings[key];
  const found = findSetting(source, setting);
  if (found === undefined) return { value: undefined };
  const parsed = "values" in setting ? parseChoice(setting.values, found.raw) : parseIds(found.raw);
  return "value" in parsed
    ? { value: parsed.value as RunSettingValue<K> }
    : { setting: found.name, reason: parsed.reason };
}

interface FoundSetting {
  readonly raw: string;
  readonly from: SettingSource;
  /** The name that the user set it by. */
  readonly name: string;
}

// An empty variable counts as unset, because that is how shells and CI systems unset a variable.
function findSetting(
  source: ConnectionSource,
  { key, env }: { readonly key: string; readonly env: string },
): FoundSetting | undefined {
  const fromEnv = source.env?.[env];
  if (fromEnv !== undefined && fromEnv !== "") return { raw: fromEnv, from: "environment", name: env };
  const fromConfig = source.config(key);
  return fromConfig === undefined
    ? undefined
    : { raw: fromConfig, from: "config", name: settingName(source, key) };
}

function readAddress(
  source: ConnectionSource,
  allowInsecureHttp: boolean,
  failures: ConnectionFailure[],
): (ClusterAddress & { addressFrom: SettingSource }) | undefined {
  const found = findSetting(source, settingOf("apiUrl"));
  if (found === undefined) {
    failures.push({
      setting: settingName(source, "apiUrl"),
      reason: `isn't set; ${howToSet(source, "apiUrl", "https://CLUSTER_DOMAIN")}`,
    });
    return undefined;
  }
  const address = parseApiUrl(found.raw, { allowInsecureHttp });
  if (!("failure" in address)) return { ...address, addressFrom: found.from };
  failures.push({ setting: found.name, reason: address.failure });
  return undefined;
}

function readCredential(
  source: ConnectionSource,
  failures: ConnectionFailure[],
): { credential: Credential; from: SettingSource } | undefined {
  const candidates = (["apiKey", "bearerToken"] as const).map((key) => ({
    key,
    found: findSetting(source, settingOf(key)),
  }));
  const of = (from: SettingSource) => candidates.find(({ found }) => found?.from === from);
  const chosen = of("environment") ?? of("config");
  if (chosen?.found === undefined) {
    const reason = `isn't set; ${howToSet(source, "apiKey", "--secret")}`;
    failures.push({ setting: settingName(source, "apiKey"), reason });
    return undefined;
  }
  const result = parseCredential(chosen.found.raw);
  if ("value" in result) {
    const scheme = chosen.key === "apiKey" ? "Simple" : "Bearer";
    return { credential: { scheme, token: result.value }, from: chosen.found.from };
  }
  failures.push({ setting: chosen.found.name, reason: result.reason });
  return undefined;
}

// A stray ALGORITHMIA_API must not send a stack's credential to another cluster.
function credentialOfAnotherCluster(
  source: ConnectionSource,
  address: ClusterAddress & { addressFrom: SettingSource },
): ConnectionFailure[] {
  const configured = source.config("apiUrl");
  if (address.addressFrom === "config" || configured === undefined) return [];
  const configuredAddress = parseApiUrl(configured, { allowInsecureHttp: true });
  if (!("failure" in configuredAddress) && configuredAddress.apiUrl === address.apiUrl) return [];
  const env = settingOf("apiUrl").env;
  const owner = "failure" in configuredAddress ? "another address" : configuredAddress.apiUrl;
  return [
    {
      setting: env,
      reason:
        `is ${address.apiUrl}, but the credential in the stack's config is for ${owner}; ` +
        `unset ${env}, or set ${settingOf("apiKey").env} to a key of ${address.apiUrl}`,
    },
  ];
}

function settingName({ env }: ConnectionSource, key: string): string {
  return env === undefined ? `${key} of the Provider` : `algorithmia:${key}`;
}

function howToSet(source: ConnectionSource, key: SettingKey, argument: string): string {
  if (source.env !== undefined) {
    return `run "pulumi config set ${settingName(source, key)} ${argument}" or set ${settingOf(key).env}`;
  }
  const what = key === "apiKey" ? "apiKey (or bearerToken)" : key;
  return `pass ${what} to the Provider, which reads neither the stack's config nor the environment`;
}
