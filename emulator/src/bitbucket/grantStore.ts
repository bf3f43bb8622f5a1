import { createHash } from "node:crypto";

import type { Sql } from "../storage/sql";

// DirectoryStore creates the table that these tables refer to, and its deletes cascade to them.
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS bitbucket_code (
    hash TEXT PRIMARY KEY,
    consumer TEXT NOT NULL REFERENCES bitbucket_consumer (key) ON DELETE CASCADE,
    account TEXT NOT NULL,
    redirect_uri TEXT,
    expires_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS bitbucket_token (
    access_hash TEXT PRIMARY KEY,
    refresh_hash TEXT UNIQUE,
    consumer TEXT NOT NULL REFERENCES bitbucket_consumer (key) ON DELETE CASCADE,
    account TEXT,
    expires_at INTEGER NOT NULL
  ) STRICT;
`;

/** An authorization code. */
export interface Code {
  consumer: string;
  account: string;
  /** The redirect_uri of the authorization request, if it had one. */
  redirectUri: string | undefined;
  expiresAt: number;
}

/** An issued token. */
export interface Token {
  consumer: string;
  /** Not set if the consumer acts for itself. */
  account: string | undefined;
  expiresAt: number;
}

/** Stores the hashes of codes and tokens. */
export class GrantStore {
  constructor(private readonly sql: Sql) {
    sql.exec(SCHEMA);
  }

  insertCode(code: string, { consumer, account, redirectUri, expiresAt }: Code): void {
    const sql = "INSERT INTO bitbucket_code (hash, consumer, account, redirect_uri, expires_at)";
    this.sql.run(`${sql} VALUES (?, ?, ?, ?, ?)`, hash(code), consumer, account, redirectUri, expiresAt);
  }

  /** Returns and deletes a code, so that it can be used once only. */
  takeCode(code: string): Code | undefined {
    return this.sql.first(
      toCode,
      "DELETE FROM bitbucket_code WHERE hash = ? RETURNING consumer, account, redirect_uri, expires_at",
      hash(code),
    );
  }

  insertToken(access: string, refresh: string | undefined, { consumer, account, expiresAt }: Token): void {
    const sql = "INSERT INTO bitbucket_token (access_hash, refresh_hash, consumer, account, expires_at)";
    const refreshHash = refresh === undefined ? undefined : hash(refresh);
    this.sql.run(`${sql} VALUES (?, ?, ?, ?, ?)`, hash(access), refreshHash, consumer, account, expiresAt);
  }

  token(access: string): Token | undefined {
    const sql = "SELECT consumer, account, expires_at FROM bitbucket_token WHERE access_hash = ?";
    return this.sql.first(toToken, sql, hash(access));
  }

  /** Returns and deletes a refresh token, together with its access token. */
  takeRefreshToken(refresh: string): Token | undefined {
    const sql = "DELETE FROM bitbucket_token WHERE refresh_hash = ? RETURNING consumer, account, expires_at";
    return this.sql.first(toToken, sql, hash(refresh));
  }
}

interface TokenRow {
  consumer: string;
  account: string | null;
  expires_at: number;
}

interface CodeRow {
  consumer: string;
  account: string;
  redirect_uri: string | null;
  expires_at: number;
}

function toCode({ consumer, account, redirect_uri: redirectUri, expires_at: expiresAt }: CodeRow): Code {
  return { consumer, account, redirectUri: redirectUri ?? undefined, expiresAt };
}

function toToken({ consumer, account, expires_at: expiresAt }: TokenRow): Token {
  return { consumer, account: account ?? undefined, expiresAt };
}

function hash(credential: string): string {
  return createHash("sha256").update(credential).digest("hex");
}
