import { randomBytes } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";

/** Secrets of the emulator itself that must outlive a restart, each made up when first asked for. */
export class Settings {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
    database.exec("CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT");
  }

  secret(name: "admin-key" | "admin-key-without-management" | "standard-key" | "jwt"): string {
    this.#database
      .prepare("INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING")
      .run(name, randomBytes(24).toString("base64url"));
    const row = this.#database.prepare("SELECT value FROM setting WHERE name = ?").get(name);
    return row?.["value"] as string;
  }
}
