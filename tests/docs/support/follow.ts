import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { load } from "js-yaml";
import { itemsOf } from "./markdown";
import type { Ran } from "./shell";
import { World } from "./world";

const ROOT = resolve(__dirname, "../../..");

/** Actions between the blocks of a page, by the names in its hidden comments. */
export type Steps = Readonly<Record<string, (world: World) => Promise<void> | void>>;

/** Commands that a test can't run, with the reason. */
export const NOT_RUN: Readonly<Record<string, string>> = {
  "npm ci": "the project of a page has its packages linked",
};

/**
 * Follows a page: runs its `sh` blocks in one session and the commands of its pipelines, writes the files that it shows,
 * and compares its expected output (`text`) with the output of the previous block.
 */
export async function follow(page: string, steps: Steps): Promise<void> {
  await using world = await World.create();
  const transcript: string[] = [];
  let last: Ran | undefined;
  let fails = false;
  const notPrinted: string[] = [];
  const unused = new Set(Object.keys(steps));
  try {
    for (const item of itemsOf(readFileSync(join(ROOT, page), "utf8"))) {
      const where = `${page}:${item.line}`;
      if (item.kind === "step") {
        unused.delete(item.name);
        if (item.name === "fails") fails = true;
        else await known(steps[item.name], `${where}: step "${item.name}"`)(world);
      } else if (item.language === "sh" || item.language === "yaml") {
        const block = item.language === "sh" ? item.text : commandsOf(item.text).join("\n");
        last = await world.shell.run(world.filledIn(runnable(block)));
        transcript.push(`### ${where}\n${block}\n--- ${last.code}\n${last.output}`);
        if ((last.code !== 0) !== fails) {
          throw new Error(`${where}: ended with ${last.code}\n${item.text}\n${last.output}`);
        }
        fails = false;
      } else if (item.language === "text") {
        const missing = missingIn(
          known(last, `${where}: nothing ran before`).output,
          world.filledIn(item.text),
        );
        if (missing !== undefined) notPrinted.push(`${where}: ${missing}`);
      } else if (item.language === "typescript") {
        const [, file] = /^\/\/ (\S+\.ts)\n/.exec(item.text) ?? [];
        if (file !== undefined) world.write(file, world.filledIn(item.text));
      } else {
        throw new Error(`${where}: the test can't use a block of ${item.language}`);
      }
    }
  } finally {
    const { DOCS_TRANSCRIPTS: folder } = process.env;
    if (folder !== undefined) {
      writeFileSync(join(folder, page.replaceAll("/", "-")), transcript.join("\n"));
    }
  }
  expect(notPrinted).toEqual([]);
  expect([...unused]).toEqual([]);
}

/**
 * Returns the first part of the expected output that wasn't printed, or not in this order. Line breaks may differ, and `…`
 * stands for text that differs in each run.
 */
function missingIn(printed: string, shown: string): string | undefined {
  const output = flat(printed);
  let from = 0;
  for (const part of shown.split("…").map(flat)) {
    const at = output.indexOf(part, from);
    if (at === -1) return part;
    from = at + part.length;
  }
  return undefined;
}

function flat(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

function runnable(block: string): string {
  return block
    .split("\n")
    .filter((line) => NOT_RUN[line.trim()] === undefined)
    .join("\n");
}

/** Returns the commands of a pipeline: all values of `script` (Bitbucket) and `run` (GitHub). */
export function commandsOf(yaml: string): string[] {
  const found: string[] = [];
  const seen = new Set<unknown>(); // an alias is the same object as its anchor
  const walk = (value: unknown): void => {
    if (typeof value !== "object" || value === null || seen.has(value)) return;
    seen.add(value);
    for (const [key, inner] of Object.entries(value)) {
      if (key === "run" && typeof inner === "string") found.push(inner);
      else if (key === "script" && Array.isArray(inner)) found.push(...inner.map(String));
      else walk(inner);
    }
  };
  walk(load(yaml));
  return found;
}

function known<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`${what} is not there`);
  return value;
}
