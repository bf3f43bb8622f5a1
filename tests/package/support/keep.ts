import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../support/environment";

/**
 * A folder that is made once and kept between runs, until `make clean`. Test files run at the same time: each fills
 * a folder of its own, and the first to be done gives it the name.
 */
export async function kept(name: string, fill: (directory: string) => Promise<void>): Promise<string> {
  const directory = join(ROOT, ".setup/tests", name);
  if (existsSync(directory)) return directory;
  mkdirSync(join(directory, ".."), { recursive: true });
  const own = mkdtempSync(`${directory}.`);
  try {
    await fill(own);
    renameSync(own, directory);
  } catch (error) {
    if (!existsSync(directory)) throw error;
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
  return directory;
}
