import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../support/environment";

/**
 * Returns a directory that is filled once and stays until `make clean`. Test files run at the same time, so each fills
 * a temporary directory, and the first that finishes gives it the name.
 */
export async function cachedDirectory(
  name: string,
  fill: (directory: string) => Promise<void>,
): Promise<string> {
  const directory = join(ROOT, ".setup/tests", name);
  if (existsSync(directory)) return directory;
  mkdirSync(join(directory, ".."), { recursive: true });
  const temporary = mkdtempSync(`${directory}.`);
  try {
    await fill(temporary);
    renameSync(temporary, directory);
  } catch (error) {
    if (!existsSync(directory)) throw error;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  return directory;
}
