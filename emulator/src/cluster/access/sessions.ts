import { createHash, randomBytes } from "node:crypto";

import type { Sql } from "../../storage/sql";
import type { Principal, Rights } from "../model/principal";

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS session (
    id TEXT PRIMARY KEY,
    user TEXT NOT NULL,
    admin INTEGER NOT NULL,
    management INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT;
`;

/** The OpenAPI document calls it `ALGO_SESSION{cookieNameSuffix}`. The suffix isn't documented. */
export const SESSION_COOKIE = "ALGO_SESSION";

const LIFETIME_MS = 12 * 60 * 60 * 1000;

interface Row {
  id: string;
  user: string;
  admin: number;
  management: number;
}

/** Stores the sessions of signed-in users. Only the hash of a session's token is stored. */
export class SessionStore {
  constructor(private readonly sql: Sql) {
    sql.exec(SCHEMA);
  }

  /** Creates a session and returns its token. */
  open({ user, admin, management }: Rights): string {
    const token = newSessionToken();
    const expires = Date.now() + LIFETIME_MS;
    this.sql.run("DELETE FROM session WHERE expires_at <= ?", Date.now());
    this.sql.run(
      "INSERT INTO session (id, user, admin, management, expires_at) VALUES (?, ?, ?, ?, ?)",
      ...[idOf(token), user, Number(admin), Number(management), expires],
    );
    return token;
  }

  find(token: string): Principal | undefined {
    return this.sql.first(
      toPrincipal,
      "SELECT * FROM session WHERE id = ? AND expires_at > ?",
      idOf(token),
      Date.now(),
    );
  }

  close(token: string): void {
    this.sql.run("DELETE FROM session WHERE id = ?", idOf(token));
  }

  reset(): void {
    this.sql.run("DELETE FROM session");
  }
}

export function newSessionToken(): string {
  return randomBytes(32).toString("base64url");
}

function toPrincipal({ id, user, admin, management }: Row): Principal {
  return { by: "session", sessionId: id, user, admin: admin === 1, management: management === 1 };
}

function idOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
