import type { Inputs } from "./model";

/*
 * What one run of the host must remember between calls. The engine starts a host for each operation, so
 * nothing here outlives an up, a refresh or a destroy.
 */

const declared = new Set<string>();
const kept = new Set<string>();
const replacements = new Map<string, Replacement>();
const startingWithDelete = new Map<string, Replacement>();

/** A configuration that this run replaces. */
export interface Replacement {
  readonly apiUrl: string;
  readonly id: string;
  readonly successor: Inputs;
  /** Whether it is deleted before its successor is made. */
  readonly deletesFirst: boolean;
  /** Whether it was the cluster's default, so that the successor takes the mark back. */
  readonly wasDefault: boolean;
}

/** Notes that the program of this run declares a resource. A refresh or a destroy alone has no program. */
export function noteDeclared(owner: string): void {
  declared.add(owner);
}

export function isDeclared(owner: string): boolean {
  return declared.has(owner);
}

/**
 * Marks a configuration as one that stays: a create of this run returned it, or a diff found that it
 * stays. A replacement that the engine forces (`--target-replace`, taint, triggers, the one after a failed
 * replacement) makes the same configuration under the same id, and then deletes "the old one": it must not.
 */
export function keep(apiUrl: string, id: string): void {
  kept.add(configuration(apiUrl, id));
}

export function letGo(apiUrl: string, id: string): void {
  kept.delete(configuration(apiUrl, id));
}

export function isKept(apiUrl: string, id: string): boolean {
  return kept.has(configuration(apiUrl, id));
}

/** Notes that the owner's configuration is to be replaced. */
export function noteReplacement(owner: string, replacement: Replacement): void {
  takeReplacement(owner);
  replacements.set(owner, replacement);
  const { apiUrl, id, deletesFirst } = replacement;
  if (deletesFirst) {
    startingWithDelete.set(configuration(apiUrl, id), replacement);
  }
}

/** The replacement that starts with the deletion of a configuration, if any. */
export function replacementStartingWith(apiUrl: string, id: string): Replacement | undefined {
  return startingWithDelete.get(configuration(apiUrl, id));
}

/** The replacement that a create of this owner completes, if any. Handed out once. */
export function takeReplacement(owner: string): Replacement | undefined {
  const replacement = replacements.get(owner);
  replacements.delete(owner);
  if (replacement !== undefined) {
    startingWithDelete.delete(configuration(replacement.apiUrl, replacement.id));
  }
  return replacement;
}

function configuration(apiUrl: string, id: string): string {
  return `${apiUrl} ${id}`;
}
