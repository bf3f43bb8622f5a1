import { check } from "../../provider/operations/check";
import { configure } from "../../provider/run/connection";
import { URN } from "./inputs";

/** The least that a program must say. */
export const right = { __urn: URN, consumerKey: "key-1", consumerSecret: "secret-1" };

export const urls = {
  web: "https://bitbucket.org",
  api: "https://api.bitbucket.org",
  ssh: "ssh://git@bitbucket.org",
};

/** What check says of the right inputs with a change, by property, in the plain spelling of its path. */
export async function failuresOf(change: Record<string, unknown>): Promise<Record<string, string>> {
  const settings = { explicit: "true", apiUrl: "https://cluster.test", apiKey: "admin-key" };
  const config = new Map(Object.entries(settings).map(([key, value]) => [`algorithmia:${key}`, value]));
  configure({ config: config as never });
  const { failures = [] } = await check({}, { ...right, ...change });
  return Object.fromEntries(
    failures.map(({ property, reason }) => [property.replace(/^\["(.*)"\]$/, "$1"), reason]),
  );
}
