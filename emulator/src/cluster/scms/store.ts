import type { Sql } from "../../storage/sql";
import { INTERNAL_SCM, type NewScm, type Provider, type Scm } from "../model/scm";

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS scm (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    provider TEXT NOT NULL,
    name TEXT,
    enabled INTEGER NOT NULL,
    is_default INTEGER NOT NULL,
    client_id TEXT,
    client_secret TEXT,
    project_key TEXT,
    web TEXT, api TEXT, ssh TEXT,
    in_use INTEGER NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX IF NOT EXISTS scm_consumer ON scm (provider, client_id, web);
  CREATE UNIQUE INDEX IF NOT EXISTS scm_default ON scm (is_default) WHERE is_default = 1;
`;

interface Row {
  id: string;
  provider: Provider;
  name: string | null;
  enabled: number;
  is_default: number;
  client_id: string | null;
  project_key: string | null;
  web: string | null;
  api: string | null;
  ssh: string | null;
  in_use: number;
}

/** Stores SCM configurations. Of the cluster's rules, it enforces only uniqueness. */
export class ScmStore {
  constructor(private readonly sql: Sql) {
    sql.exec(SCHEMA);
    if (this.get(INTERNAL_SCM.id) === undefined) this.insert(INTERNAL_SCM);
  }

  /** In order of creation. */
  list(): Scm[] {
    return this.sql.all(toScm, "SELECT * FROM scm ORDER BY position");
  }

  get(id: string): Scm | undefined {
    return this.sql.first(toScm, "SELECT * FROM scm WHERE id = ?", id);
  }

  secretOf(id: string): string | undefined {
    const sql = "SELECT client_secret FROM scm WHERE id = ?";
    const read = (row: { client_secret: string | null }) => row.client_secret ?? undefined;
    return this.sql.first(read, sql, id);
  }

  /** The configuration with this consumer, except `otherThan`. */
  findConsumer(provider: Provider, clientId: string, web: string, otherThan?: string): Scm | undefined {
    const sql = "SELECT * FROM scm WHERE provider = ? AND client_id = ? AND web = ? AND id IS NOT ?";
    return this.sql.first(toScm, sql, provider, clientId, web, otherThan);
  }

  countEnabled(): number {
    const sql = "SELECT count(*) AS count FROM scm WHERE enabled = 1";
    return this.sql.first(({ count }: { count: number }) => count, sql) ?? 0;
  }

  insert(scm: NewScm): void {
    const { id, provider, name, clientId, clientSecret, projectKey, urls } = scm;
    this.sql.run(
      "INSERT INTO scm (id, provider, name, enabled, is_default, client_id, client_secret, project_key, web, api, ssh, in_use)" +
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      ...[id, provider, name, Number(scm.enabled), Number(scm.default), clientId, clientSecret, projectKey],
      ...[urls?.web, urls?.api, urls?.ssh, Number(scm.inUse)],
    );
  }

  /** Writes all properties that can change. Without `clientSecret` the secret stays the same. */
  update(scm: Scm, clientSecret?: string): void {
    const { id, name, clientId, urls } = scm;
    this.sql.run(
      "UPDATE scm SET name = ?, enabled = ?, is_default = ?, client_id = ?, web = ?, api = ?, ssh = ?, in_use = ?," +
        " client_secret = coalesce(?, client_secret) WHERE id = ?",
      ...[name, Number(scm.enabled), Number(scm.default), clientId, urls?.web, urls?.api, urls?.ssh],
      ...[Number(scm.inUse), clientSecret, id],
    );
  }

  delete(id: string): void {
    this.sql.run("DELETE FROM scm WHERE id = ?", id);
  }

  /** Unsets the default. */
  clearDefault(): void {
    this.sql.run("UPDATE scm SET is_default = 0 WHERE is_default = 1");
  }

  /** Restores a new cluster. */
  reset(): void {
    this.transaction(() => {
      this.sql.run("DELETE FROM scm");
      this.insert(INTERNAL_SCM);
    });
  }

  transaction<Result>(work: () => Result): Result {
    return this.sql.transaction(work);
  }
}

function toScm(row: Row): Scm {
  const { web, api, ssh } = row;
  return {
    id: row.id,
    provider: row.provider,
    name: row.name ?? undefined,
    enabled: row.enabled === 1,
    default: row.is_default === 1,
    clientId: row.client_id ?? undefined,
    projectKey: row.project_key ?? undefined,
    urls: web === null || api === null || ssh === null ? undefined : { web, api, ssh },
    inUse: row.in_use === 1,
  };
}
