import { DatabaseSync } from "node:sqlite";

import { databaseFile, preparePrivateDirectory, StartError } from "./directory";

/** Opens the database of a data directory, or one in memory. */
export function openDatabase(dataDir: string | undefined): DatabaseSync {
  if (dataDir !== undefined) preparePrivateDirectory(dataDir);
  const database = new DatabaseSync(dataDir === undefined ? ":memory:" : databaseFile(dataDir));
  try {
    // One emulator at a time: each keeps faults, sessions and its log of requests in memory. The lock is the operating
    // system's, so that of a killed process is gone with it. With a write-ahead log a killed process loses no committed
    // write, and a commit needs no flush of its own.
    database.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
    database.exec("BEGIN EXCLUSIVE; COMMIT");
  } catch (error) {
    database.close();
    throw isLocked(error)
      ? new StartError(`Another emulator uses ${dataDir ?? ""}. Stop it first, or choose another directory.`)
      : error;
  }
  return database;
}

const SQLITE_BUSY = 5;

function isLocked(error: unknown): boolean {
  return (error as { errcode?: number }).errcode === SQLITE_BUSY;
}
