import {
  type Connection,
  type ConnectionFailure,
  type ConnectionSource,
  readConnection,
  readRunSetting,
} from "../../client/connection/connection";
import { type RunSettingKey, settingOf, type SettingKey, settings } from "../../client/connection/settings";
import type { StackConfig } from "./stackConfig";

/** The sources of settings, as the provider reads them. */
export interface SettingSources {
  readonly env: NodeJS.ProcessEnv;
  readonly stack: StackConfig;
}

/** The provider's connection, and the invalid settings by kind. */
export interface Settings {
  /** Not set if any setting is invalid. */
  readonly connection?: Connection;
  /**
   * The connection, also if only the credential is missing or invalid. Its credential is then a placeholder that must
   * not be sent.
   */
  readonly route?: Connection;
  readonly failures: Readonly<Record<"address" | "credential" | "other", readonly ConnectionFailure[]>>;
}

const credentialKeys: readonly SettingKey[] = ["apiKey", "bearerToken"];

export function readSettings(sources: SettingSources): Settings {
  const read = readConnection(sourceOf(sources));
  if ("connection" in read) {
    return { ...read, route: read.connection, failures: { address: [], credential: [], other: [] } };
  }
  const failures = {
    address: read.failures.filter((failure) => concerns(failure, ["apiUrl"])),
    credential: read.failures.filter((failure) => concerns(failure, credentialKeys)),
    other: read.failures.filter((failure) => !concerns(failure, ["apiUrl", ...credentialKeys])),
  };
  if (failures.address.length + failures.other.length > 0) return { failures };
  // The network checks don't use the credential, so a placeholder completes the connection.
  const env = { ...sources.env, [settingOf("apiKey").env]: "none" };
  const route = readConnection(sourceOf({ ...sources, env }));
  return { ...("connection" in route && { route: route.connection }), failures };
}

/** Reads a setting of a run. */
export function runSetting<K extends RunSettingKey>(
  sources: SettingSources,
  key: K,
): ReturnType<typeof readRunSetting<K>> {
  return readRunSetting(sourceOf(sources), key);
}

/** The name of the source of an address or a credential, for messages. */
export function sourceName({ env }: SettingSources, keys: readonly SettingKey[]): string {
  const variable = keys.map((key) => settingOf(key).env).find((name) => (env[name] ?? "") !== "");
  return variable ?? "the stack's config";
}

/** All values to redact. */
export function secretsIn({ env, stack }: SettingSources): string[] {
  const variables = [
    ...settings.filter(({ secret }) => secret).map((setting) => setting.env),
    "ALGORITHMIA_CONSUMER_KEY",
    "ALGORITHMIA_CONSUMER_SECRET",
  ];
  const configured =
    stack.kind === "read"
      ? [...stack.values]
          .filter(([key, { secret }]) => secret || isSecretByName(key))
          .map(([, { value }]) => value)
      : [];
  return [...variables.flatMap((name) => env[name] ?? []), ...configured].filter((value) => value !== "");
}

/** Config keys of credentials that aren't marked as secret. */
export function plaintextCredentials(stack: StackConfig): string[] {
  if (stack.kind !== "read") return [];
  return [...stack.values].flatMap(([key, { secret }]) => (!secret && isSecretByName(key) ? [key] : []));
}

function isSecretByName(key: string): boolean {
  return (
    credentialKeys.some((name) => key === `algorithmia:${name}`) ||
    (!key.startsWith("algorithmia:") && /[cC]onsumer(?:Key|Secret)$/.test(key))
  );
}

function sourceOf({ env, stack }: SettingSources): ConnectionSource {
  return { env, config: (key) => configValue(stack, `algorithmia:${key}`) };
}

function configValue(stack: StackConfig, key: string): string | undefined {
  return stack.kind === "read" ? stack.values.get(key)?.value : undefined;
}

function concerns({ setting }: ConnectionFailure, keys: readonly SettingKey[]): boolean {
  return keys.some((key) => setting === settingOf(key).env || setting === `algorithmia:${key}`);
}
