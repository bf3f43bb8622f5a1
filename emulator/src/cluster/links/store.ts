import { createHash, randomBytes } from "node:crypto";

import type { Sql } from "../../storage/sql";
import type { Flow, Link, NewLink } from "./model";

// Deleting a configuration deletes its links: a later configuration has another id, or must not inherit links if an
// admin gives it the same id.
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS link (
    scm_id TEXT NOT NULL REFERENCES scm (id) ON DELETE CASCADE,
    user TEXT NOT NULL,
    username TEXT NOT NULL,
    organizations TEXT NOT NULL,
    access_token TEXT NOT NULL,
    refresh_token TEXT,
    PRIMARY KEY (scm_id, user)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS link_flow (
    state_hash TEXT PRIMARY KEY,
    scm_id TEXT NOT NULL REFERENCES scm (id) ON DELETE CASCADE,
    session_id TEXT NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT;
`;

/** The time that a user has to grant access at the host. */
const FLOW_LIFETIME_MS = 10 * 60 * 1000;

interface Row {
  scm_id: string;
  user: string;
  username: string;
  organizations: string;
}

/** Stores users' links and their unfinished authorization flows. */
export class LinkStore {
  constructor(private readonly sql: Sql) {
    sql.exec(SCHEMA);
  }

  list(): Link[] {
    return this.sql.all(toLink, "SELECT * FROM link ORDER BY scm_id, user");
  }

  get(scmId: string, user: string): Link | undefined {
    return this.sql.first(toLink, "SELECT * FROM link WHERE scm_id = ? AND user = ?", scmId, user);
  }

  /** Stores a link. Replaces the user's previous link. */
  put({ scmId, user, username, organizations, accessToken, refreshToken }: NewLink): void {
    this.sql.run(
      "INSERT OR REPLACE INTO link (scm_id, user, username, organizations, access_token, refresh_token)" +
        " VALUES (?, ?, ?, ?, ?, ?)",
      ...[scmId, user, username, JSON.stringify(organizations), accessToken, refreshToken],
    );
  }

  delete(scmId: string, user: string): void {
    this.sql.run("DELETE FROM link WHERE scm_id = ? AND user = ?", scmId, user);
  }

  /** Starts a flow and returns its `state`. */
  begin({ scmId, sessionId }: Flow): string {
    const state = randomBytes(32).toString("base64url");
    const now = Date.now();
    this.sql.run("DELETE FROM link_flow WHERE expires_at <= ?", now);
    const sql = "INSERT INTO link_flow (state_hash, scm_id, session_id, expires_at) VALUES (?, ?, ?, ?)";
    this.sql.run(sql, hash(state), scmId, sessionId, now + FLOW_LIFETIME_MS);
    return state;
  }

  /** Ends the flow with this `state`. Returns false if the flow isn't this session's, has expired, or has ended. */
  end(state: string, { scmId, sessionId }: Flow): boolean {
    const sql =
      "DELETE FROM link_flow WHERE state_hash = ? AND scm_id = ? AND session_id = ? AND expires_at > ?";
    return this.sql.run(sql, hash(state), scmId, sessionId, Date.now()) === 1;
  }

  /** The configuration of a flow. */
  scmOf(state: string): string | undefined {
    const read = (row: { scm_id: string }) => row.scm_id;
    const sql = "SELECT scm_id FROM link_flow WHERE state_hash = ? AND expires_at > ?";
    return this.sql.first(read, sql, hash(state), Date.now());
  }
}

function toLink({ scm_id: scmId, user, username, organizations }: Row): Link {
  return { scmId, user, username, organizations: JSON.parse(organizations) as string[] };
}

function hash(state: string): string {
  return createHash("sha256").update(state).digest("hex");
}
