import type { Inputs } from "../inputs/model";

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

/** The replacements under way, from a diff to the create that completes each. */
export class Replacements {
  readonly #byUrn = new Map<string, Replacement>();
  readonly #deletingFirst = new Map<string, Replacement>();

  /** Notes that the resource's configuration is to be replaced. */
  note(urn: string, replacement: Replacement): void {
    this.take(urn);
    this.#byUrn.set(urn, replacement);
    const { apiUrl, id, deletesFirst } = replacement;
    if (deletesFirst) {
      this.#deletingFirst.set(keyOf(apiUrl, id), replacement);
    }
  }

  /** The replacement that starts with the deletion of a configuration, if any. */
  startingWithDeleteOf(apiUrl: string, id: string): Replacement | undefined {
    return this.#deletingFirst.get(keyOf(apiUrl, id));
  }

  /** The replacement that a create of this resource completes, if any. Handed out once. */
  take(urn: string): Replacement | undefined {
    const replacement = this.#byUrn.get(urn);
    this.#byUrn.delete(urn);
    if (replacement !== undefined) {
      this.#deletingFirst.delete(keyOf(replacement.apiUrl, replacement.id));
    }
    return replacement;
  }
}

/** The configurations that this run must not delete. */
export class KeptConfigurations {
  readonly #holders = new Map<string, ReadonlySet<string> | "created">();

  /**
   * Notes that a configuration stays: a create of this run returned it, or (with URNs) a diff found that the
   * resource of these URNs keeps it. A rename without an alias that adopts, and a replacement that the engine
   * forces, are followed by a delete of the same id, which must not happen.
   */
  keep(apiUrl: string, id: string, urns?: readonly string[]): void {
    const key = keyOf(apiUrl, id);
    if (this.#holders.get(key) !== "created") {
      this.#holders.set(key, urns === undefined ? "created" : new Set(urns));
    }
  }

  /** Whether a delete for this resource would take away what a create of this run returned, or another resource keeps. */
  has(apiUrl: string, id: string, urn: string): boolean {
    const holder = this.#holders.get(keyOf(apiUrl, id));
    return holder !== undefined && (holder === "created" || !holder.has(urn));
  }
}

function keyOf(apiUrl: string, id: string): string {
  return `${apiUrl} ${id}`;
}
