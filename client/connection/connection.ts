import { readFileSync } from "node:fs";
import { type ClusterAddress, parseApiUrl } from "./address";
import { parseBoolean, parseCertificates, parseCredential, parseNumber, type Parsed } from "./parseSetting";
import { type Setting, settingOf, type SettingKey } from "./settings";

/** How the admin API wants to be told who calls: `Authorization: SCHEME TOKEN`. */
export interface Credential {
  readonly scheme: "Simple" | "Bearer";
  readonly token: string;
}

/** All that a client needs to know of a cluster. */
export interface Connection extends ClusterAddress {
  readonly credential: Credential;
  /** PEM text; trusted in addition to the public authorities. */
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
  /** The config key with its namespace, the variable, or the Provider's argument: whichever the value came from. */
  readonly setting: string;
  readonly reason: string;
}

export interface ConnectionSource {
  /** A value of the stack's config, or of an explicit Provider, by its key without the namespace. */
  config(key: string): string | undefined;
  /** Undefined for an explicit Provider, whose arguments alone count. */
  readonly env: NodeJS.ProcessEnv | undefined;
  readonly readFile?: (path: string) => string;
}

/** Reads the connection out of config and environment, which wins; reports all that is wrong at once. */
export function readConnection(
  source: ConnectionSource,
): { connection: Connection } | { failures: ConnectionFailure[] } {
  const failures: ConnectionFailure[] = [];
  const readFile = source.readFile ?? ((path: string) => readFileSync(path, "latin1"));

  function parsed<T>(key: SettingKey, parse: (raw: string, setting: Setting) => Parsed<T>): T | undefined {
    const found = findSetting(source, key);
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

interface FoundSetting {
  readonly raw: string;
  readonly from: SettingSource;
  /** As the user knows it. */
  readonly name: string;
}

// An empty variable counts as unset: that is how shells and CI systems unset one.
function findSetting(source: ConnectionSource, key: SettingKey): FoundSetting | undefined {
  const { env } = settingOf(key);
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
  const found = findSetting(source, "apiUrl");
  if (found === undefined) {
    failures.push({
      setting: settingName(source, "apiUrl"),
      reason: `is not set; ${howToSet(source, "apiUrl", "https://CLUSTER_DOMAIN")}`,
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
    found: findSetting(source, key),
  }));
  const of = (from: SettingSource) => candidates.find(({ found }) => found?.from === from);
  const chosen = of("environment") ?? of("config");
  if (chosen?.found === undefined) {
    const reason = `is not set; ${howToSet(source, "apiKey", "--secret")}`;
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

// A stray variable must not carry a stack's credential to another cluster.
function credentialOfAnotherCluster(
  source: ConnectionSource,
  address: ClusterAddress & { addressFrom: SettingSource },
): ConnectionFailure[] {
  const configured = source.config("apiUrl");
  if (address.addressFrom === "config" || configured === undefined) return [];
  const own = parseApiUrl(configured, { allowInsecureHttp: true });
  if (!("failure" in own) && own.apiUrl === address.apiUrl) return [];
  const env = settingOf("apiUrl").env;
  const belongs = "failure" in own ? "another address" : own.apiUrl;
  return [
    {
      setting: env,
      reason:
        `names ${address.apiUrl}, but the credential comes from the stack's config, where it belongs to ${belongs}; ` +
        `unset ${env}, or set ${settingOf("apiKey").env} to a key of ${address.apiUrl}`,
    },
  ];
}

function settingName({ env }: ConnectionSource, key: SettingKey): string {
  return env === undefined ? `${key} of the Provider` : `algorithmia:${key}`;
}

function howToSet(source: ConnectionSource, key: SettingKey, argument: string): string {
  if (source.env !== undefined) {
    return `run "pulumi config set ${settingName(source, key)} ${argument}" or set ${settingOf(key).env}`;
  }
  const what = key === "apiKey" ? "apiKey (or bearerToken)" : key;
  return `pass ${what} to the Provider, which reads neither the stack's config nor the environment`;
}
