import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findSecrets } from "./secrets";

/** Each secret that a file below a directory shows in some form, as `FILE: SECRET as FORM`. */
export function secretsInFiles(directory: string, secrets: readonly string[]): string[] {
  return filesBelow(directory).flatMap((path) =>
    findSecrets(textOf(path), secrets).map((found) => `${path.slice(directory.length + 1)}: ${found}`),
  );
}

// Links are not followed: one leads to all that npm installed.
function filesBelow(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return entry.isFile() ? [path] : [];
  });
}

// While a run is on, files come and go.
function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

/** The running processes with some of these texts in their environment. */
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

/** The command lines of the running processes that were given a text in their environment. */
export function commandLinesWith(inEnvironment: string): string[] {
  return processesWith([inEnvironment]).map(({ commandLine }) => commandLine);
}
