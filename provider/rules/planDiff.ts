import { identicalUrls, sameUrl } from "../../client/wire/hostUrls";
import { INPUT_NAMES, inputs } from "../inputs/inputs";
import type { Existing, Inputs, PreviewInputs } from "../inputs/model";
import { isEntirelyKnown } from "../inputs/unknown";

type Name = keyof Inputs;

export interface DiffPlan {
  /** Inputs that an update changes in place or only records, and unknown inputs. */
  readonly updates: readonly Name[];
  /** Inputs whose change replaces the configuration. */
  readonly replaces: readonly Name[];
  /** Whether the existing and the new configuration can't exist at the same time, so that a replacement deletes first. */
  readonly collides: boolean;
}

/**
 * Compares the inputs with the state. Inputs that aren't set aren't compared.
 *
 * An unknown input counts as an update. The engine also requests a diff with unknowns during an update, and would delete
 * the resource first because of a possible replacement.
 */
export function planDiff(id: string, existing: Existing, news: PreviewInputs): DiffPlan {
  const unknown = NAMES.filter((name) => !isEntirelyKnown(news[name]));
  const changes = NAMES.filter((name) => !unknown.includes(name)).map(
    (name) => [name, changeOf(name, id, existing, news as Inputs)] as const,
  );
  const namesWith = (change: Change) => changes.filter(([, each]) => each === change).map(([name]) => name);
  return {
    updates: [...unknown, ...namesWith("update")],
    replaces: namesWith("replace"),
    collides: !unknown.some((name) => IDENTIFYING.has(name)) && collides(id, existing, news as Inputs),
  };
}

/**
 * The same plan for an import in the program, which the engine refuses if anything differs: only what the cluster has counts,
 * since nothing is recorded before the next up.
 */
export function onlyWhatClusterHas(plan: DiffPlan, { state }: Existing, news: PreviewInputs): DiffPlan {
  const differs = (name: Name): boolean =>
    name === "urls" ||
    name === "enabled" ||
    (name === "isDefault" && news.isDefault === true && !state.isDefault);
  return { ...plan, updates: plan.updates.filter(differs) };
}

type Change = "none" | "update" | "replace";
type Compare = (id: string, existing: Existing, news: Inputs) => Change;

// apiUrl comes last: check adds it.
const NAMES: readonly Name[] = [...INPUT_NAMES, "apiUrl"];

function changeOf(name: Name, id: string, existing: Existing, news: Inputs): Change {
  const compare = compares[name];
  if (compare !== undefined) {
    return compare(id, existing, news);
  }
  const differs = (news[name] ?? null) !== existing.state[name];
  const change = name === "apiUrl" ? "update" : inputs[name].change;
  return differs ? (change === "replace" ? "replace" : "update") : "none";
}

/** Comparisons other than that of two values. */
const compares: Partial<Record<Name, Compare>> = {
  // Of an imported configuration the state has no secret, and no key if the cluster hides it: nothing to compare with.
  consumerKey: (_, { state }, news) =>
    state.consumerKey === "" ? "update" : replaceIf(news.consumerKey !== state.consumerKey),
  consumerSecret: (_, { state }, news) =>
    state.consumerSecret === null ? "update" : replaceIf(news.consumerSecret !== state.consumerSecret),
  name: (_, { state }, news) =>
    news.name === undefined ? updateIf(state.name !== null) : replaceIf(news.name !== state.name),
  configurationId: (id, { state }, news) =>
    news.configurationId === undefined || news.configurationId === id
      ? updateIf((news.configurationId ?? null) !== state.configurationId)
      : "replace",
  urls: (_, { state }, news) => updateIf(!identicalUrls(news.urls, state.urls)),
  // A change between managed and not managed counts too, because a delete depends on it.
  isDefault: (_, { inputs: { isDefault: wasManaged }, state }, news) => {
    // With `ignoreChanges` it can be false: what a refresh found.
    const declared = news.isDefault as boolean | undefined;
    return updateIf(
      declared === undefined
        ? wasManaged !== undefined
        : wasManaged === undefined || (declared && !state.isDefault),
    );
  },
};

const IDENTIFYING: ReadonlySet<Name> = new Set([
  "apiUrl",
  "consumerKey",
  "consumerSecret",
  "name",
  "configurationId",
  "urls",
]);

function replaceIf(condition: boolean): Change {
  return condition ? "replace" : "none";
}

function updateIf(condition: boolean): Change {
  return condition ? "update" : "none";
}

// The cluster keeps ids unique, and provider, client id and website together (error 4044).
function collides(id: string, { state }: Existing, news: Inputs): boolean {
  const sameConsumer = news.consumerKey === state.consumerKey && sameUrl(news.urls.web, state.urls.web);
  return sameConsumer || news.configurationId === id;
}
