import { DatabaseSync } from "node:sqlite";

import { databaseFile, preparePrivateDirectory } from "./directory";

/** Opens the database of a data directory, or one in memory. */
export function openDatabase(dataDir: string | undefined): DatabaseSync {
  if (dataDir !== undefined) preparePrivateDirectory(dataDir);
  const database = new DatabaseSync(dataDir === undefined ? ":memory:" : databaseFile(dataDir));
  // With a write-ahead log a killed process loses no committed write, and a commit needs no flush of its own.
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000");
  return database;
}
