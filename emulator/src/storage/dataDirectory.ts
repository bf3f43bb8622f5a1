import { randomBytes } from "node:crypto";
import { closeSync, mkdirSync, openSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Why the emulator can't start, in words for whoever starts it. */
export class StartError extends Error {
  override readonly name = "StartError";
}

/** Makes a data directory private to its owner, or refuses one that isn't: it's to hold client secrets. */
export function preparePrivateDirectory(dataDir: string): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  // Changing the mode of a directory that somebody else made, /tmp say, is not ours to do.
  if (process.platform !== "win32" && (statSync(dataDir).mode & 0o077) !== 0) {
    throw new StartError(`${dataDir} is open to other users and would hold secrets: chmod 700 ${dataDir}`);
  }
}

/** The database's file. SQLite gives its side files the mode of this one, but would make this one by the umask. */
export function databaseFile(dataDir: string): string {
  const file = join(dataDir, "emulator.sqlite");
  closeSync(openSync(file, "a", 0o600));
  return file;
}

/** The control token kept in a data directory, made up at the first start. */
export function readOrCreateControlToken(dataDir: string): { file: string; token: string } {
  const file = join(dataDir, "control-token");
  try {
    writeFileSync(file, `${randomBytes(24).toString("base64url")}\n`, { flag: "wx", mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  return { file, token: readFileSync(file, "utf8").trim() };
}
