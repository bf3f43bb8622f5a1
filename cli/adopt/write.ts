import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Refusal } from "../refusal";
import type { ProgramFiles } from "./program";

/** Writes the files into a directory, made if it is missing; none of them if one is there, unless forced. */
export function writeProgram(directory: string, files: ProgramFiles, force: boolean): void {
  const there = Object.keys(files).filter((name) => existsSync(join(directory, name)));
  if (there.length > 0 && !force) {
    throw new Refusal(
      `${directory} has ${there.join(", ")} already. Name another directory, or overwrite with --force.`,
    );
  }
  mkdirSync(directory, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(directory, name), text, { flag: force ? "w" : "wx" });
  }
}
