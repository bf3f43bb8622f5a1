import { lstatSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CommandError } from "../commandError";

/**
 * Writes the files into a directory, which is created if needed. Writes no file if one exists, unless `force` is set.
 */
export function writeProgram(
  directory: string,
  files: Readonly<Record<string, string>>,
  force: boolean,
): void {
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory() === false) {
    throw new CommandError(`${directory} isn't a directory. Specify another directory.`);
  }
  const kinds = Object.keys(files).map((name) => ({ name, kind: entryKind(join(directory, name)) }));
  const named = (wanted: string) => kinds.flatMap(({ name, kind }) => (kind === wanted ? [name] : []));
  // Never follows a link, since its target may be outside the directory.
  const unwritable = [...named("directory"), ...named("other")];
  if (unwritable.length > 0) {
    throw new CommandError(
      `${unwritable.join(", ")} in ${directory} can't be overwritten, because it isn't a regular file. Specify another directory.`,
    );
  }
  const there = named("file");
  if (there.length > 0 && !force) {
    throw new CommandError(
      `${directory} already has ${there.join(", ")}. Specify another directory, or use --force to overwrite.`,
    );
  }
  try {
    mkdirSync(directory, { recursive: true });
    for (const [name, text] of Object.entries(files)) {
      writeFileSync(join(directory, name), text, { flag: force ? "w" : "wx" });
    }
  } catch (error) {
    throw new CommandError(`The program can't be written into ${directory}: ${(error as Error).message}`);
  }
}

function entryKind(path: string): "none" | "file" | "directory" | "other" {
  const found = lstatIfAny(path);
  if (found === undefined) return "none";
  if (found.isDirectory()) return "directory";
  return found.isFile() ? "file" : "other";
}

function lstatIfAny(path: string): ReturnType<typeof lstatSync> {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    // The parent is a file or isn't readable. Writing then reports the error.
    return undefined;
  }
}
