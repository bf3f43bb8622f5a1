import type { Inputs } from "../inputs/model";

/*
 * What one run of the host must remember between calls. The engine starts a host for each operation, so
 * nothing here outlives an up, a refresh or a destroy.
 */

const declared = new Set<string>();
const held = new Map<string, ReadonlySet<string> | "created">();
const replacements = new Map<string, Replacement>();
const startingWithDelete = new Map<string, Replacement>();

/** A configuration that this run replaces. */
export interface Replacement {
  readonly apiUrl: string;
  readonly id: string;
  readonly successor: Inputs;
  /** Whether it is deleted before its successor is created. */
  readonly deletesFirst: boolean;
  /** Whether its delete found it to be the default and gave the default to `internal`. */
  handedDefaultOver: boolean;
}

/** Notes that the program of this run declares a resource. A refresh or a destroy alone has no program. */
export function noteDeclared(urn: string): void {
  declared.add(urn);
}

export function isDeclared(urn: string): boolean {
  return declared.has(urn);
}

/**
 * Notes that a configuration stays: a create of this run returned it, or (with URNs) a diff found that the
 * resource of these URNs keeps it. A rename without an alias that adopts, and a replacement that the engine
 * forces, are followed by a delete of the same id, which must not happen.
 */
export function hold(apiUrl: string, id: string, urns?: readonly string[]): void {
  const key = configuration(apiUrl, id);
  if (held.get(key) !== "created") {
    held.set(key, urns === undefined ? "created" : new Set(urns));
  }
}

/** Whether a delete for this resource would take away what a create of this run returned, or another resource keeps. */
export function isHeld(apiUrl: string, id: string, urn: string): boolean {
  const holder = held.get(configuration(apiUrl, id));
  return holder !== undefined && (holder === "created" || !holder.has(urn));
}

/** Notes that the resource's configuration is to be replaced. */
export function noteReplacement(urn: string, replacement: Replacement): void {
  takeReplacement(urn);
  replacements.set(urn, replacement);
  const { apiUrl, id, deletesFirst } = replacement;
  if (deletesFirst) {
    startingWithDelete.set(configuration(apiUrl, id), replacement);
  }
}

/** The replacement that starts with the deletion of a configuration, if any. */
export function replacementStartingWith(apiUrl: string, id: string): Replacement | undefined {
  return startingWithDelete.get(configuration(apiUrl, id));
}

/** The replacement that a create of this resource completes, if any. Handed out once. */
export function takeReplacement(urn: string): Replacement | undefined {
  const replacement = replacements.get(urn);
  replacements.delete(urn);
  if (replacement !== undefined) {
    startingWithDelete.delete(configuration(replacement.apiUrl, replacement.id));
  }
  return replacement;
}

function configuration(apiUrl: string, id: string): string {
  return `${apiUrl} ${id}`;
}
