import { check } from "../../provider/operations/check";
import type { LogMessage } from "../../provider/run/reporter";
import { ProviderRun } from "../../provider/run/providerRun";
import { URN } from "./inputs";

/** The least that a program must say. */
export const right = { consumerKey: "key-1", consumerSecret: "secret-1" };

export const urls = {
  web: "https://bitbucket.org",
  api: "https://api.bitbucket.org",
  ssh: "ssh://git@bitbucket.org",
};

/** A run of the provider that is configured by an explicit provider's arguments, and what it reports. */
export function newRun(change: Record<string, string> = {}): { run: ProviderRun; reported: LogMessage[] } {
  const settings: Record<string, string> = { apiUrl: "https://cluster.test", apiKey: "admin-key", ...change };
  const reported: LogMessage[] = [];
  const run = new ProviderRun({ config: (key) => settings[key], env: undefined }, (message) => {
    reported.push(message);
    return Promise.resolve();
  });
  return { run, reported };
}

/** Checks a program's inputs in a run of its own. */
export function checkInputs(
  news: Record<string, unknown>,
  olds: Record<string, unknown> = {},
): ReturnType<typeof check> {
  return check(newRun().run, URN, olds, news);
}

/** What check says of the right inputs with a change, by property, in the plain spelling of its path. */
export function failuresOf(change: Record<string, unknown>): Record<string, string> {
  const { failures } = checkInputs({ ...right, ...change });
  return Object.fromEntries(
    failures.map(({ property, reason }) => [property.replace(/^\["(.*)"\]$/, "$1"), reason]),
  );
}
