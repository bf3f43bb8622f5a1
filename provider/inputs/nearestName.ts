import { distance } from "fastest-levenshtein";

// What the cluster's API and forms call the same things, which no spelling distance leads to ours.
const sayings: Readonly<Record<string, string>> = {
  clientid: "consumerKey",
  key: "consumerKey",
  clientsecret: "consumerSecret",
  secret: "consumerSecret",
  default: "isDefault",
  id: "configurationId",
  vanityid: "configurationId",
};

/** The property that somebody who wrote an unknown one most likely meant; undefined where none is near. */
export function nearestName(written: string, names: readonly string[]): string | undefined {
  const plain = plainly(written);
  const saying = sayings[plain];
  if (saying !== undefined && names.includes(saying)) {
    return saying;
  }
  const ranked = names
    .map((name) => ({ name, away: distance(plain, plainly(name)) }))
    .toSorted((one, other) => one.away - other.away);
  const [best] = ranked;
  // Past a third of the word, what is nearest is so by chance.
  return best !== undefined && best.away <= Math.max(1, best.name.length / 3) ? best.name : undefined;
}

// consumer_key, Consumer-Key and CONSUMERKEY are all one to a person.
function plainly(name: string): string {
  return name.replace(/[_\-\s]/g, "").toLowerCase();
}
