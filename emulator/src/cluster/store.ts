import type { DatabaseSync, StatementSync } from "node:sqlite";

import { INTERNAL_SCM, type NewScm, type Provider, type Scm } from "./model";

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

/** Where SCM configurations are kept. Holds no rule but the two uniqueness constraints. */
export class ScmStore {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(database: DatabaseSync) {
    this.#database = database;
    database.exec(SCHEMA);
    if (this.get(INTERNAL_SCM.id) === undefined) this.insert(INTERNAL_SCM);
  }

  /** In order of creation. */
  list(): Scm[] {
    return this.#all("SELECT * FROM scm ORDER BY position").map(toScm);
  }

  get(id: string): Scm | undefined {
    return this.#all("SELECT * FROM scm WHERE id = ?", id).map(toScm)[0];
  }

  secretOf(id: string): string | undefined {
    const row = this.#prepare("SELECT client_secret FROM scm WHERE id = ?").get(id);
    return (row?.["client_secret"] ?? undefined) as string | undefined;
  }

  /** The one that claims the same consumer, if any but `otherThan` does. */
  findConsumer(provider: Provider, clientId: string, web: string, otherThan?: string): Scm | undefined {
    const sql = "SELECT * FROM scm WHERE provider = ? AND client_id = ? AND web = ? AND id IS NOT ?";
    return this.#all(sql, provider, clientId, web, otherThan ?? null).map(toScm)[0];
  }

  countEnabled(): number {
    return this.#prepare("SELECT count(*) AS count FROM scm WHERE enabled = 1").get()?.["count"] as number;
  }

  insert(scm: NewScm): void {
    const { id, provider, name, clientId, clientSecret, projectKey, urls } = scm;
    this.#run(
      "INSERT INTO scm (id, provider, name, enabled, is_default, client_id, client_secret, project_key, web, api, ssh, in_use)" +
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      ...[id, provider, name, Number(scm.enabled), Number(scm.default), clientId, clientSecret, projectKey],
      ...[urls?.web, urls?.api, urls?.ssh, Number(scm.inUse)],
    );
  }

  /** Writes all that can change; the secret only where one is given. */
  update(scm: Scm, clientSecret?: string): void {
    const { id, name, clientId, urls } = scm;
    this.#run(
      "UPDATE scm SET name = ?, enabled = ?, is_default = ?, client_id = ?, web = ?, api = ?, ssh = ?, in_use = ?," +
        " client_secret = coalesce(?, client_secret) WHERE id = ?",
      ...[name, Number(scm.enabled), Number(scm.default), clientId, urls?.web, urls?.api, urls?.ssh],
      ...[Number(scm.inUse), clientSecret, id],
    );
  }

  delete(id: string): void {
    this.#run("DELETE FROM scm WHERE id = ?", id);
  }

  /** Takes the default mark from whichever has it. */
  clearDefault(): void {
    this.#run("UPDATE scm SET is_default = 0 WHERE is_default = 1");
  }

  /** Back to a fresh cluster. */
  reset(): void {
    this.transaction(() => {
      this.#run("DELETE FROM scm");
      this.insert(INTERNAL_SCM);
    });
  }

  /** All or nothing, and alone: a rule that was checked inside still holds when the write follows. */
  transaction<Result>(work: () => Result): Result {
    this.#database.exec("BEGIN IMMEDIATE");
    try {
      const result = work();
      this.#database.exec("COMMIT");
      return result;
    } catch (error) {
      this.#database.exec("ROLLBACK");
      throw error;
    }
  }

  #all(sql: string, ...values: (string | null)[]): Row[] {
    return this.#prepare(sql).all(...values) as unknown as Row[];
  }

  #run(sql: string, ...values: (string | number | null | undefined)[]): void {
    this.#prepare(sql).run(...values.map((value) => value ?? null));
  }

  #prepare(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
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
