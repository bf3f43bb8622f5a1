import { createHash } from "node:crypto";

import type { Sql } from "../storage/sql";

// Made after the table that it refers to, and emptied with it.
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

/** An authorization code as it waits for its exchange. */
export interface Code {
  consumer: string;
  account: string;
  /** As the authorization request named it, if it did. */
  redirectUri: string | undefined;
  expiresAt: number;
}

/** A token that was handed out. */
export interface Token {
  consumer: string;
  /** Unset where the consumer acts for itself. */
  account: string | undefined;
  expiresAt: number;
}

/** Where codes and tokens are kept, as hashes alone. */
export class GrantStore {
  constructor(private readonly sql: Sql) {
    sql.exec(SCHEMA);
  }

  insertCode(code: string, { consumer, account, redirectUri, expiresAt }: Code): void {
    const sql = "INSERT INTO bitbucket_code (hash, consumer, account, redirect_uri, expires_at)";
    this.sql.run(`${sql} VALUES (?, ?, ?, ?, ?)`, hash(code), consumer, account, redirectUri, expiresAt);
  }

  /** Uses a code up: whoever asks next finds nothing. */
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

  /** Uses a refresh token up, and the access token that came with it. */
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
