import { randomUUID } from "node:crypto";

import type { Quirks } from "../model/quirks";
import { ApiError, throwIfError } from "../model/errors";
import type { Scm } from "../model/scm";
import { parseCreate, parseUpdate } from "./payloads";
import { checkCreate, checkDefault, checkDelete, checkUpdate } from "../model/rules";
import type { ScmStore } from "./store";

/** The cluster's SCM operations, with its rules. Throws {@link ApiError}. */
export class ScmService {
  constructor(
    private readonly store: ScmStore,
    private readonly quirks: () => Quirks,
  ) {}

  list(): Scm[] {
    return this.store.list();
  }

  get(id: string): Scm {
    const scm = this.store.get(id);
    if (scm === undefined) throw new ApiError("ScmConfigurationNotFound");
    return scm;
  }

  /** `quirks` apply to parsing the body. */
  create(body: Uint8Array, quirks: Pick<Quirks, "providerAtCreate"> = this.quirks()): Scm {
    const { id = randomUUID(), ...scm } = parseCreate(body, quirks);
    return this.store.transaction(() => {
      const { provider, clientId, urls } = scm;
      const sameConsumer =
        clientId === undefined ? undefined : this.store.findConsumer(provider, clientId, urls.web);
      throwIfError(checkCreate(this.store.get(id), sameConsumer));
      this.store.insert({ ...scm, id, default: false, inUse: false });
      return this.get(id);
    });
  }

  update(id: string, body: Uint8Array): Scm {
    const update = parseUpdate(body);
    return this.store.transaction(() => {
      const scm = this.get(id);
      const { provider, clientId } = scm;
      const sameConsumer =
        clientId === undefined || update.urls === undefined
          ? undefined
          : this.store.findConsumer(provider, clientId, update.urls.web, id);
      throwIfError(checkUpdate(scm, update, { sameConsumer, enabledCount: this.store.countEnabled() }));
      this.store.update({ ...scm, enabled: update.enabled ?? scm.enabled, urls: update.urls ?? scm.urls });
      return this.get(id);
    });
  }

  delete(id: string): void {
    this.store.transaction(() => {
      throwIfError(checkDelete(this.get(id), this.quirks().deleteChecks));
      this.store.delete(id);
    });
  }

  makeDefault(id: string): void {
    this.store.transaction(() => {
      const scm = this.get(id);
      throwIfError(checkDefault(scm));
      this.store.clearDefault();
      this.store.update({ ...scm, default: true });
    });
  }
}
