import { isDeepStrictEqual } from "node:util";
import { type ConnectionSource, readConnection } from "../client/connection/connection";
import { type SettingKey, settings } from "../client/connection/settings";
import { type CheckFailure, withoutValues } from "../provider/inputs/checkFailures";
import { nearestName } from "../provider/inputs/nearestName";
import { type Properties, visible } from "../provider/inputs/properties";
import { isEntirelyKnown } from "../provider/inputs/unknown";
import { type DetailedChange, kindOf } from "./detailedDiff";

/** Settings of a run. The provider's configuration accepts these and those of the connection. */
const RUN_SETTINGS = ["whenInUse", "verifyConsumer", "adopt"];
const SETTING_NAMES: readonly string[] = [...settings.map(({ key }) => key), ...RUN_SETTINGS];
// The engine adds these to a provider's configuration.
const ENGINE_SETTINGS = new Set(["version", "pluginDownloadURL"]);

/** Checks the settings of a provider. */
export function checkSettings(urn: string | undefined, news: Properties): CheckFailure[] {
  const given = visible(news);
  return withoutValues(settingFailures(urn, given), given);
}

function settingFailures(urn: string | undefined, given: Properties): CheckFailure[] {
  const unknownNames = Object.keys(given).filter(
    (name) => !SETTING_NAMES.includes(name) && !ENGINE_SETTINGS.has(name),
  );
  const failures = unknownNames.map((property) => {
    const nearest = nearestName(property, SETTING_NAMES);
    const hint =
      nearest === undefined ? `Valid properties: ${SETTING_NAMES.join(", ")}.` : `Did you mean ${nearest}?`;
    return { property, reason: `isn't a valid property of the provider. ${hint}` };
  });
  // The environment can complete a default provider's settings, so each resource's check reports failures.
  if (isDefaultProvider(urn) || !Object.values(given).every(isEntirelyKnown)) return failures;
  const reading = readConnection(explicitSource(given));
  return "failures" in reading
    ? [...failures, ...reading.failures.map(({ setting, reason }) => ({ property: nameIn(setting), reason }))]
    : failures;
}

/** A changed setting never replaces the provider, so it replaces no resource. */
export function diffSettings(olds: Properties, news: Properties): DetailedChange[] {
  return SETTING_NAMES.filter((name) => !isDeepStrictEqual(olds[name], news[name])).map((name) => ({
    input: name,
    path: name,
    kind: kindOf(olds[name], news[name]),
    replaces: false,
    ofInputs: true,
  }));
}

/** The source of the connection's settings. Only a default provider reads the environment too. */
export function connectionSource(urn: string | undefined, args: Properties): ConnectionSource {
  const source = explicitSource(args);
  return isDefaultProvider(urn) ? { ...source, env: process.env } : source;
}

// The engine names default providers "default" or "default_MAJOR_MINOR_PATCH…". The name is the last part of the URN.
function isDefaultProvider(urn: string | undefined): boolean {
  return urn === undefined || /::default(?:_\d+_\d+_\d+[^:]*)?$/.test(urn);
}

function explicitSource(args: Properties) {
  return {
    config(key: string): string | undefined {
      const value = args[key];
      return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
        ? String(value)
        : undefined;
    },
    env: undefined,
  };
}

// Failures name an explicit provider's setting as "apiUrl of the Provider".
function nameIn(setting: string): string {
  return settings.find(({ key }: { key: SettingKey }) => setting.startsWith(`${key} `))?.key ?? setting;
}
