import type { Sql } from "../storage/sql";
import type { Account, Consumer, Permission } from "./model";

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS bitbucket_consumer (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    secret TEXT NOT NULL,
    name TEXT NOT NULL,
    permissions TEXT NOT NULL,
    callback_url TEXT,
    is_private INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS bitbucket_account (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    username TEXT NOT NULL UNIQUE,
    display_name TEXT NOT NULL,
    workspaces TEXT NOT NULL
  ) STRICT;
`;

interface ConsumerRow {
  key: string;
  secret: string;
  name: string;
  permissions: string;
  callback_url: string | null;
  is_private: number;
}

/** Stores consumers and accounts. */
export class DirectoryStore {
  constructor(private readonly sql: Sql) {
    sql.exec(SCHEMA);
  }

  consumers(): Consumer[] {
    return this.sql.all(toConsumer, "SELECT * FROM bitbucket_consumer ORDER BY position");
  }

  consumer(key: string): Consumer | undefined {
    return this.sql.first(toConsumer, "SELECT * FROM bitbucket_consumer WHERE key = ?", key);
  }

  /** Adds a consumer, or changes the one with the same key. */
  putConsumer({ key, secret, name, permissions, callbackUrl, isPrivate }: Consumer): void {
    this.sql.run(
      "INSERT INTO bitbucket_consumer (key, secret, name, permissions, callback_url, is_private)" +
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET secret = excluded.secret, name = excluded.name," +
        " permissions = excluded.permissions, callback_url = excluded.callback_url, is_private = excluded.is_private",
      ...[key, secret, name, permissions.join(" "), callbackUrl, Number(isPrivate)],
    );
  }

  /** Also deletes the consumer's codes and tokens. Returns whether the consumer existed. */
  deleteConsumer(key: string): boolean {
    return this.sql.run("DELETE FROM bitbucket_consumer WHERE key = ?", key) === 1;
  }

  accounts(): Account[] {
    return this.sql.all(toAccount, "SELECT * FROM bitbucket_account ORDER BY position");
  }

  account(username: string): Account | undefined {
    return this.sql.first(toAccount, "SELECT * FROM bitbucket_account WHERE username = ?", username);
  }

  putAccount({ username, displayName, workspaces }: Account): void {
    this.sql.run(
      "INSERT INTO bitbucket_account (username, display_name, workspaces) VALUES (?, ?, ?)" +
        " ON CONFLICT (username) DO UPDATE SET display_name = excluded.display_name, workspaces = excluded.workspaces",
      ...[username, displayName, JSON.stringify(workspaces)],
    );
  }

  reset(): void {
    this.sql.exec("DELETE FROM bitbucket_consumer; DELETE FROM bitbucket_account");
  }
}

function toConsumer(row: ConsumerRow): Consumer {
  return {
    name: row.name,
    key: row.key,
    secret: row.secret,
    permissions: row.permissions.split(" ").filter(Boolean) as Permission[],
    callbackUrl: row.callback_url ?? undefined,
    isPrivate: row.is_private === 1,
  };
}

function toAccount(row: { username: string; display_name: string; workspaces: string }): Account {
  const workspaces = JSON.parse(row.workspaces) as Account["workspaces"];
  return { username: row.username, displayName: row.display_name, workspaces };
}
