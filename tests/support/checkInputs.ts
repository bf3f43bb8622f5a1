import { check } from "../../provider/operations/check";
import type { LogMessage } from "../../provider/run/reporter";
import { ProviderRun } from "../../provider/run/providerRun";
import { URN } from "./inputs";

/** The required inputs. */
export const right = { consumerKey: "key-1", consumerSecret: "secret-1" };

export const urls = {
  web: "https://bitbucket.org",
  api: "https://api.bitbucket.org",
  ssh: "ssh://git@bitbucket.org",
};

/** A provider run that is configured by an explicit provider's arguments, and its reports. */
export function newRun(change: Record<string, string> = {}): { run: ProviderRun; reported: LogMessage[] } {
  const settings: Record<string, string> = { apiUrl: "https://cluster.test", apiKey: "admin-key", ...change };
  const reported: LogMessage[] = [];
  const run = new ProviderRun({ config: (key) => settings[key], env: undefined }, (message) => {
    reported.push(message);
    return Promise.resolve();
  });
  return { run, reported };
}

/** Checks a program's inputs in a new run. */
export function checkInputs(
  news: Record<string, unknown>,
  olds: Record<string, unknown> = {},
): ReturnType<typeof check> {
  return check(newRun().run, URN, olds, news);
}

/** The check failures of valid inputs with a change, by property path. */
export function failuresOf(change: Record<string, unknown>): Record<string, string> {
  const { failures } = checkInputs({ ...right, ...change });
  return Object.fromEntries(
    failures.map(({ property, reason }) => [property.replace(/^\["(.*)"\]$/, "$1"), reason]),
  );
}
