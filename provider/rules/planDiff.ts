import type { Inputs, PreviewInputs, State } from "../inputs/model";
import { isKnown } from "../inputs/unknown";
import { sameUrl } from "../../client/sameUrl";

export type InputName = Exclude<keyof Inputs, "__urn">;

export interface DiffDecision {
  /** Inputs that an update changes in place or only records, and those that are not known yet. */
  readonly updates: readonly InputName[];
  /** Inputs that only another configuration can have. */
  readonly replaces: readonly InputName[];
  /** Whether old and new can't exist on the cluster together, so that a replacement must delete first. */
  readonly collides: boolean;
}

/**
 * Compares what the program sets with what the cluster has. What the program doesn't set is not compared.
 *
 * An input that is not known yet counts as an update: the engine also asks with unknowns in the middle of an
 * update, and would delete this resource first on the mere chance of a replacement.
 */
export function decideDiff(id: string, olds: State, news: PreviewInputs): DiffDecision {
  const unknown = NAMES.filter((name) => !isEntirelyKnown(news[name]));
  const verdicts = NAMES.filter((name) => !unknown.includes(name)).map(
    (name) => [name, compare[name](id, olds, news as Inputs)] as const,
  );
  const those = (verdict: Verdict) => verdicts.filter(([, v]) => v === verdict).map(([name]) => name);
  return {
    updates: [...unknown, ...those("update")],
    replaces: those("replace"),
    collides: !unknown.some((name) => IDENTIFYING.has(name)) && collides(id, olds, news as Inputs),
  };
}

type Verdict = "same" | "update" | "replace";

const compare: Record<InputName, (id: string, olds: State, news: Inputs) => Verdict> = {
  consumerKey: (_, olds, news) => replaceIf(news.consumerKey !== olds.consumerKey),
  consumerSecret: (_, olds, news) => replaceIf(news.consumerSecret !== olds.consumerSecret),
  name: (_, olds, news) =>
    news.name === undefined ? updateIf(olds.name !== null) : replaceIf(news.name !== olds.name),
  configurationId: (id, olds, news) =>
    news.configurationId === undefined || news.configurationId === id
      ? updateIf((news.configurationId ?? null) !== olds.configurationId)
      : "replace",
  urls: (_, olds, news) => updateIf(PARTS.some((part) => news.urls[part] !== olds.urls[part])),
  enabled: (_, olds, news) => updateIf(news.enabled !== olds.enabled),
  // Whether it is managed counts too: a delete goes by what the state says of it.
  isDefault: (_, olds, news) => {
    const managed = olds.__managed.includes("isDefault");
    return updateIf(news.isDefault === undefined ? managed : !managed || (news.isDefault && !olds.isDefault));
  },
  adopt: (_, olds, news) => updateIf(idOf(news.adopt) !== idOf(olds.adopt)),
  whenInUse: (_, olds, news) => updateIf(news.whenInUse !== olds.whenInUse),
  verifyConsumer: (_, olds, news) => updateIf(news.verifyConsumer !== olds.verifyConsumer),
  apiUrl: (_, olds, news) => updateIf(news.apiUrl !== olds.apiUrl),
  callbackUrl: (_, olds, news) => updateIf(news.callbackUrl !== olds.callbackUrl),
};

const NAMES = Object.keys(compare) as InputName[];
const PARTS = ["web", "api", "ssh"] as const;
const IDENTIFYING: ReadonlySet<InputName> = new Set([
  "apiUrl",
  "consumerKey",
  "consumerSecret",
  "name",
  "configurationId",
  "urls",
]);

// A boolean in states that were written before an id was expected.
function idOf(adopt: string | boolean | null | undefined): string | undefined {
  return typeof adopt === "string" ? adopt : undefined;
}

function replaceIf(condition: boolean): Verdict {
  return condition ? "replace" : "same";
}

function updateIf(condition: boolean): Verdict {
  return condition ? "update" : "same";
}

// The cluster keeps ids unique, and provider, client id and website together (error 4044).
function collides(id: string, olds: State, news: Inputs): boolean {
  const sameConsumer = news.consumerKey === olds.consumerKey && sameUrl(news.urls.web, olds.urls.web);
  return sameConsumer || news.configurationId === id;
}

function isEntirelyKnown(value: PreviewInputs[InputName]): boolean {
  return typeof value === "object" ? Object.values(value).every(isKnown) : isKnown(value as unknown);
}
