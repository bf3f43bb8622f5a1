import { randomBytes, randomUUID } from "node:crypto";

import type { ScmChange, ScmSeed } from "../handle";
import type { Scm, ScmUrls } from "./model";
import type { ScmStore } from "./store";

const BITBUCKET_CLOUD_URLS: ScmUrls = {
  web: "https://bitbucket.org",
  api: "https://api.bitbucket.org",
  ssh: "ssh://git@bitbucket.org",
};

/** Places a configuration past the rules; only the store's uniqueness holds. */
export function seedScm(store: ScmStore, seed: ScmSeed): Scm {
  const id = seed.id ?? randomUUID();
  return store.transaction(() => {
    if (seed.default === true) store.clearDefault();
    store.insert({
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
    });
    return existing(store, id);
  });
}

/** Changes one past the rules. */
export function changeScm(store: ScmStore, id: string, change: ScmChange): Scm {
  return store.transaction(() => {
    const { clientSecret, ...fields } = change;
    const before = existing(store, id);
    if (fields.default === true) store.clearDefault();
    store.update(
      {
        ...before,
        name: "name" in fields ? fields.name : before.name,
        enabled: fields.enabled ?? before.enabled,
        default: fields.default ?? before.default,
        clientId: fields.clientId ?? before.clientId,
        urls: fields.urls ?? before.urls,
        inUse: fields.inUse ?? before.inUse,
      },
      clientSecret,
    );
    return existing(store, id);
  });
}

/** Removes one past the rules. */
export function removeScm(store: ScmStore, id: string): void {
  store.transaction(() => store.delete(existing(store, id).id));
}

function existing(store: ScmStore, id: string): Scm {
  const scm = store.get(id);
  if (scm === undefined) throw new Error(`The emulator holds no SCM configuration ${id}`);
  return scm;
}
