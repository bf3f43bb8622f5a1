import { randomBytes } from "node:crypto";

import type { Sql } from "./sql";

/** The emulator's own secrets that must survive a restart. Each is generated when it is first read. */
export class Secrets {
  constructor(private readonly sql: Sql) {
    sql.exec("CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT");
  }

  get(name: "admin-key" | "admin-key-without-management" | "standard-key" | "jwt"): string {
    const generated = `key-${randomBytes(24).toString("base64url")}`;
    this.sql.run("INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING", name, generated);
    const read = ({ value }: { value: string }) => value;
    return this.sql.first(read, "SELECT value FROM setting WHERE name = ?", name) ?? generated;
  }
}
