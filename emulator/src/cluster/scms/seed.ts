import { randomBytes, randomUUID } from "node:crypto";

import type { NewScm, Provider, Scm, ScmUrls } from "../model/scm";
import type { ScmStore } from "./store";

/** A configuration to place on the cluster past its rules, as if made by hand before the test began. */
export interface ScmSeed {
  /** A UUID if left out. */
  id?: string | undefined;
  /** `bitbucket-cloud` if left out. */
  provider?: Provider | undefined;
  name?: string | undefined;
  /** True if left out. */
  enabled?: boolean | undefined;
  /** True takes the mark from the one that has it. */
  default?: boolean | undefined;
  clientId?: string | undefined;
  clientSecret?: string | undefined;
  projectKey?: string | undefined;
  /** Bitbucket Cloud's public ones if left out. */
  urls?: ScmUrls | undefined;
  inUse?: boolean | undefined;
}

/** A change behind everybody's back; `name: undefined` takes the name away. */
export type ScmChange = Pick<
  ScmSeed,
  "name" | "enabled" | "default" | "clientId" | "clientSecret" | "urls" | "inUse"
>;

const BITBUCKET_CLOUD_URLS: ScmUrls = {
  web: "https://bitbucket.org",
  api: "https://api.bitbucket.org",
  ssh: "ssh://git@bitbucket.org",
};

/** Places a configuration past the rules; only ids and consumers stay unique. */
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
    if (store.get(id) !== undefined) throw new Error(`The emulator already holds an SCM configuration ${id}`);
    assertUniqueConsumer(store, scm);
    if (scm.default) store.clearDefault();
    store.insert(scm);
    return getExisting(store, id);
  });
}

/** Changes one past the rules. */
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

/** Removes one past the rules. */
export function removeScm(store: ScmStore, id: string): void {
  store.transaction(() => store.delete(getExisting(store, id).id));
}

/** No cluster can hold two of the same consumer, so a test that asks for them is mistaken. */
function assertUniqueConsumer(store: ScmStore, { id, provider, clientId, urls }: Scm): void {
  if (clientId === undefined || urls === undefined) return;
  const other = store.findConsumer(provider, clientId, urls.web, id);
  if (other !== undefined)
    throw new Error(`The emulator's ${other.id} already has that consumer and web URL`);
}

function getExisting(store: ScmStore, id: string): Scm {
  const scm = store.get(id);
  if (scm === undefined) throw new Error(`The emulator holds no SCM configuration ${id}`);
  return scm;
}
