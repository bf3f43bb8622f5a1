import { distance } from "fastest-levenshtein";

// Names in the cluster's API and forms, which are too different for the spelling distance.
const synonyms: Readonly<Record<string, string>> = {
  clientid: "consumerKey",
  key: "consumerKey",
  clientsecret: "consumerSecret",
  secret: "consumerSecret",
  default: "isDefault",
  id: "configurationId",
  vanityid: "configurationId",
};

/** The property that an unknown name most likely means; undefined if no property is similar. */
export function nearestName(written: string, names: readonly string[]): string | undefined {
  const normal = normalized(written);
  const synonym = synonyms[normal];
  if (synonym !== undefined && names.includes(synonym)) {
    return synonym;
  }
  const ranked = names
    .map((name) => ({ name, away: distance(normal, normalized(name)) }))
    .toSorted((one, other) => one.away - other.away);
  const [best] = ranked;
  // Beyond a third of the word, a similarity is a coincidence.
  return best !== undefined && best.away <= Math.max(1, best.name.length / 3) ? best.name : undefined;
}

// consumer_key, Consumer-Key and CONSUMERKEY mean the same.
function normalized(name: string): string {
  return name.replace(/[_\-\s]/g, "").toLowerCase();
}
