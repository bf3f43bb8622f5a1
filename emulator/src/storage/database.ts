import { closeSync, existsSync, mkdirSync, openSync, statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** What the emulator can't start with, in words for whoever starts it. */
export class StartError extends Error {
  override readonly name = "StartError";
}

/** Opens the database of a data directory, or one in memory. */
export function openDatabase(dataDir: string | undefined): DatabaseSync {
  const database = new DatabaseSync(dataDir === undefined ? ":memory:" : databaseFile(dataDir));
  // With a write-ahead log a killed process loses no committed write, and a commit needs no flush of its own.
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000");
  return database;
}

/** Makes the directory private to its owner, or refuses one that isn't: it will hold client secrets. */
export function preparePrivateDirectory(dataDir: string): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const status = statSync(dataDir);
  if (process.platform !== "win32" && (status.mode & 0o077) !== 0) {
    throw new StartError(
      `The data directory ${dataDir} is open to other users, and it is to hold secrets: chmod 700 ${dataDir}`,
    );
  }
}

function databaseFile(dataDir: string): string {
  preparePrivateDirectory(dataDir);
  const file = join(dataDir, "emulator.sqlite");
  // SQLite gives its side files the mode of the main file, but makes that one itself by the umask.
  if (!existsSync(file)) closeSync(openSync(file, "a", 0o600));
  return file;
}
