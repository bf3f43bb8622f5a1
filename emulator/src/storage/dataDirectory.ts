import { randomBytes } from "node:crypto";
import { closeSync, mkdirSync, openSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The emulator can't start. The message says why and what to do. */
export class StartError extends Error {
  override readonly name = "StartError";
}

/** Creates a private data directory. Rejects an existing one that isn't private, since it will contain secrets. */
export function preparePrivateDirectory(dataDir: string): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  // The directory may be a shared one, such as /tmp, so don't change its mode.
  if (process.platform !== "win32" && (statSync(dataDir).mode & 0o077) !== 0) {
    throw new StartError(
      `Other users can read the data directory ${dataDir}, which will contain secrets. Run: chmod 700 ${dataDir}`,
    );
  }
}

/** The database file, created with mode 0600. SQLite would use the umask; its side files get the mode of this file. */
export function databaseFile(dataDir: string): string {
  const file = join(dataDir, "emulator.sqlite");
  closeSync(openSync(file, "a", 0o600));
  return file;
}

/** The control token of a data directory, generated at the first start. */
export function readOrCreateControlToken(dataDir: string): { file: string; token: string } {
  const file = join(dataDir, "control-token");
  try {
    writeFileSync(file, `${randomBytes(24).toString("base64url")}\n`, { flag: "wx", mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  return { file, token: readFileSync(file, "utf8").trim() };
}
