import { randomBytes, randomUUID } from "node:crypto";

import type { NewScm, Provider, Scm, ScmUrls } from "../model/scm";
import type { ScmStore } from "./store";

/** A configuration to add without applying the cluster's rules. */
export interface ScmSeed {
  /** The default is a UUID. */
  id?: string | undefined;
  /** The default is `bitbucket-cloud`. */
  provider?: Provider | undefined;
  name?: string | undefined;
  /** The default is true. */
  enabled?: boolean | undefined;
  /** True replaces the current default. */
  default?: boolean | undefined;
  clientId?: string | undefined;
  clientSecret?: string | undefined;
  projectKey?: string | undefined;
  /** The default is Bitbucket Cloud's public URLs. */
  urls?: ScmUrls | undefined;
  inUse?: boolean | undefined;
}

/** A change that doesn't apply the cluster's rules. `name: undefined` removes the name. */
export type ScmChange = Pick<
  ScmSeed,
  "name" | "enabled" | "default" | "clientId" | "clientSecret" | "urls" | "inUse"
>;

const BITBUCKET_CLOUD_URLS: ScmUrls = {
  web: "https://bitbucket.org",
  api: "https://api.bitbucket.org",
  ssh: "ssh://git@bitbucket.org",
};

/** Adds a configuration. Of the cluster's rules, only uniqueness of ids and consumers applies. */
export function seedScm(store: ScmStore, seed: ScmSeed): Scm {
  const id = seed.id ?? randomUUID();
  const scm: NewScm = {
    id,
    provider: seed.provider ?? "bitbucket-cloud",
    name: seed.name,
    enabled: seed.enabled ?? true,
    default: seed.default ?? false,
    clientId: seed.clientId ?? randomBytes(9).toString("hex"),
    clientSecret: seed.clientSecret ?? randomBytes(16).toString("hex"),
    projectKey: seed.projectKey,
    urls: seed.urls ?? BITBUCKET_CLOUD_URLS,
    inUse: seed.inUse ?? false,
  };
  return store.transaction(() => {
    if (store.get(id) !== undefined) throw new Error(`The emulator already has an SCM configuration ${id}`);
    assertUniqueConsumer(store, scm);
    if (scm.default) store.clearDefault();
    store.insert(scm);
    return getExisting(store, id);
  });
}

/** Changes a configuration. Of the cluster's rules, only uniqueness applies. */
export function changeScm(store: ScmStore, id: string, change: ScmChange): Scm {
  return store.transaction(() => {
    const { clientSecret, ...fields } = change;
    const before = getExisting(store, id);
    const after: Scm = {
      ...before,
      name: "name" in fields ? fields.name : before.name,
      enabled: fields.enabled ?? before.enabled,
      default: fields.default ?? before.default,
      clientId: fields.clientId ?? before.clientId,
      urls: fields.urls ?? before.urls,
      inUse: fields.inUse ?? before.inUse,
    };
    assertUniqueConsumer(store, after);
    if (after.default) store.clearDefault();
    store.update(after, clientSecret);
    return getExisting(store, id);
  });
}

/** Removes a configuration. None of the cluster's rules applies. */
export function removeScm(store: ScmStore, id: string): void {
  store.transaction(() => store.delete(getExisting(store, id).id));
}

/** A cluster can't have two configurations with the same consumer, so a test that seeds them has a mistake. */
function assertUniqueConsumer(store: ScmStore, { id, provider, clientId, urls }: Scm): void {
  if (clientId === undefined || urls === undefined) return;
  const other = store.findConsumer(provider, clientId, urls.web, id);
  if (other !== undefined)
    throw new Error(`The SCM configuration ${other.id} already has this consumer and web URL`);
}

function getExisting(store: ScmStore, id: string): Scm {
  const scm = store.get(id);
  if (scm === undefined) throw new Error(`The emulator has no SCM configuration ${id}`);
  return scm;
}
