import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findSecrets } from "./secrets";

/** Finds each secret in any form in the files of a directory, as `FILE: SECRET as FORM`. */
export function secretsInFiles(directory: string, secrets: readonly string[]): string[] {
  return filesBelow(directory).flatMap((path) =>
    findSecrets(textOf(path), secrets).map((found) => `${path.slice(directory.length + 1)}: ${found}`),
  );
}

// Skips links, because one leads to node_modules.
function filesBelow(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return entry.isFile() ? [path] : [];
  });
}

// Files may be removed during a run.
function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

/** Finds the running processes with any of these texts in their environment. */
export function processesWith(
  texts: readonly string[],
): { readonly commandLine: string; readonly shown: string[] }[] {
  return readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry))
    .map((pid) => {
      const environment = textOf(`/proc/${pid}/environ`);
      const commandLine = textOf(`/proc/${pid}/cmdline`).replaceAll("\0", " ");
      return { commandLine, shown: texts.filter((text) => environment.includes(text)) };
    })
    .filter(({ shown }) => shown.length > 0);
}

/** The command lines of the running processes with a text in their environment. */
export function commandLinesWith(inEnvironment: string): string[] {
  return processesWith([inEnvironment]).map(({ commandLine }) => commandLine);
}
