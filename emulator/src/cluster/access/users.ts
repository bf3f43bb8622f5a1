import { createHash, randomBytes } from "node:crypto";

import type { Sql } from "../../storage/sql";
import { ADMIN_USER, STANDARD_USER } from "./credentials";

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS user (name TEXT PRIMARY KEY, key_hash TEXT NOT NULL UNIQUE) STRICT;
`;

/** Stores the standard users that tests add. The two users of {@link ApiKeys} aren't stored. */
export class UserStore {
  constructor(private readonly sql: Sql) {
    sql.exec(SCHEMA);
  }

  /** Adds a user and returns the key. Only the key's hash is stored. */
  add(name: string): string {
    const known = [ADMIN_USER, STANDARD_USER].includes(name);
    const key = `key-${randomBytes(24).toString("base64url")}`;
    const sql = "INSERT INTO user (name, key_hash) VALUES (?, ?) ON CONFLICT (name) DO NOTHING";
    if (known || this.sql.run(sql, name, hash(key)) === 0) throw new Error(`The user ${name} already exists`);
    return key;
  }

  ofKey(key: string): string | undefined {
    return this.sql.first(
      ({ name }: { name: string }) => name,
      "SELECT name FROM user WHERE key_hash = ?",
      hash(key),
    );
  }

  reset(): void {
    this.sql.run("DELETE FROM user");
  }
}

function hash(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}
