import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Configuration } from "./adminApi";
import { DemoFailure } from "./failure";

/** Fails unless the cluster holds exactly these configurations, in whichever order it lists them. */
export function mustHold(found: readonly Configuration[], told: readonly Configuration[]): void {
  if (isDeepStrictEqual(byId(found), byId(told))) return;
  throw new DemoFailure(
    `The cluster holds something else than told here.\n  told:  ${listed(told)}\n  found: ${listed(found)}`,
  );
}

/** Fails unless something is what was told. */
export function mustBe(found: string | undefined, told: string): void {
  if (found !== told) throw new DemoFailure(`The cluster says "${String(found)}" where "${told}" was told.`);
}

/** Fails unless a program said something. */
export function mustSay(output: string, pattern: RegExp): void {
  if (!pattern.test(output)) throw new DemoFailure(`Pulumi does not say what it should: ${String(pattern)}`);
}

/** Fails where a file below the directories has one of the secrets in plain; else gives the number of files. */
export function mustNotContain(directories: readonly string[], secrets: readonly string[]): number {
  const files = directories.flatMap(filesBelow);
  for (const file of files) {
    const content = readFileSync(file, "utf8");
    if (secrets.some((secret) => content.includes(secret))) {
      throw new DemoFailure(`${file} holds a secret in plain.`);
    }
  }
  return files.length;
}

function filesBelow(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
}

function byId(configurations: readonly Configuration[]): Configuration[] {
  return configurations.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

function listed(configurations: readonly Configuration[]): string {
  return JSON.stringify(configurations.map(withoutKey));
}

/** The consumer key is none of what a terminal should show; whether it's there may be. */
function withoutKey({ scm, ...rest }: Configuration): object {
  return { ...rest, hasConsumerKey: scm !== undefined };
}
