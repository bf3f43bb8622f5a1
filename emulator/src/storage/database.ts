import { DatabaseSync } from "node:sqlite";

import { databaseFile, preparePrivateDirectory, StartError } from "./dataDirectory";

/** Long enough for the operating system to release the lock of a process that was just killed. */
const LOCK_TIMEOUT_MS = 2000;

/** Opens the database of a data directory, or one in memory. Only one process can have a data directory open. */
export function openDatabase(dataDir: string | undefined): DatabaseSync {
  if (dataDir === undefined) return new DatabaseSync(":memory:");
  preparePrivateDirectory(dataDir);
  const database = new DatabaseSync(databaseFile(dataDir));
  try {
    // In exclusive mode SQLite keeps the file lock of the first transaction until the database is closed or its
    // process ends (https://www.sqlite.org/pragma.html#pragma_locking_mode), so a killed emulator leaves no lock.
    database.exec(`PRAGMA busy_timeout = ${LOCK_TIMEOUT_MS}; PRAGMA locking_mode = EXCLUSIVE`);
    // With a write-ahead log a killed process loses no committed write, and a commit needs no flush of its own.
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; BEGIN IMMEDIATE; COMMIT");
    return database;
  } catch (error) {
    database.close();
    throw isLocked(error)
      ? new StartError(
          `Another emulator uses the data directory ${dataDir}. Stop that emulator, or choose another data directory.`,
        )
      : error;
  }
}

/** Whether SQLite's result code is SQLITE_BUSY (5), or one of its extended codes. */
function isLocked(error: unknown): boolean {
  return ((error as { errcode?: number }).errcode ?? 0) % 256 === 5;
}
