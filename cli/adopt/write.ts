import { lstatSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CommandError } from "../commandError";
import type { ProgramFiles } from "./program";

/** Writes the files into a directory, made if it is missing; none of them if one is there, unless forced. */
export function writeProgram(directory: string, files: ProgramFiles, force: boolean): void {
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory() === false) {
    throw new CommandError(`${directory} is not a directory. Name another one.`);
  }
  const kinds = Object.keys(files).map((name) => ({ name, kind: entryKind(join(directory, name)) }));
  const named = (wanted: string) => kinds.flatMap(({ name, kind }) => (kind === wanted ? [name] : []));
  // Never written through: what a link leads to is somewhere else.
  const unwritable = [...named("directory"), ...named("other")];
  if (unwritable.length > 0) {
    throw new CommandError(
      `${directory} has ${unwritable.join(", ")}, which can't be overwritten: not a file of its own. Name another directory.`,
    );
  }
  const there = named("file");
  if (there.length > 0 && !force) {
    throw new CommandError(
      `${directory} has ${there.join(", ")} already. Name another directory, or overwrite with --force.`,
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
    // Below a file, or where nobody may look: writing says what is wrong.
    return undefined;
  }
}
