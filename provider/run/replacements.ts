import type { Inputs } from "../inputs/model";
import type { EngineRegister } from "./engineRegister";

/** A configuration that this run replaces. */
export interface Replacement {
  readonly apiUrl: string;
  readonly id: string;
  readonly successor: Inputs;
  /** Whether the cluster can't have the configuration and its successor at the same time. */
  readonly collides: boolean;
  /** After a delete that preceded the create: whether it made `internal` the default, because the configuration was the default. */
  deletedFirst?: { readonly handedDefaultOver: boolean };
}

/** The current replacements, each from its diff to the create that completes it. */
export class Replacements {
  readonly #byUrn = new Map<string, Replacement>();
  readonly #byConfiguration = new Map<string, Replacement>();
  readonly #successors = new Map<string, Inputs>();

  /** Records a replacement that the diff of a resource found. */
  note(urn: string, replacement: Replacement): void {
    this.#byUrn.set(urn, replacement);
    this.#byConfiguration.set(keyOf(replacement.apiUrl, replacement.id), replacement);
  }

  /** Records the inputs that a create of the resource will have. The engine forces some replacements without a diff. */
  expectCreate(urn: string, inputs: Inputs): void {
    this.#successors.set(urn, inputs);
  }

  /**
   * The replacement that starts with the deletion of a configuration, if any: its successor isn't created yet. The engine
   * deletes first as planned, and if the program has the option `deleteBeforeReplace`.
   */
  startingWithDeleteOf(urn: string, apiUrl: string, id: string): Replacement | undefined {
    const planned = this.#byConfiguration.get(keyOf(apiUrl, id));
    const successor = this.#successors.get(urn);
    if (planned !== undefined || successor === undefined) return planned;
    // Without a diff, the successor probably has the same consumer.
    const forced = { apiUrl, id, successor, collides: true };
    this.note(urn, forced);
    return forced;
  }

  /** Removes and returns the replacement that a create of this resource completes, if any. */
  take(urn: string): Replacement | undefined {
    const replacement = this.#byUrn.get(urn);
    this.#byUrn.delete(urn);
    this.#successors.delete(urn);
    if (replacement !== undefined) {
      this.#byConfiguration.delete(keyOf(replacement.apiUrl, replacement.id));
    }
    return replacement;
  }
}

interface Holder {
  /** The URN of the resource and, after a rename with an alias, its former one. */
  readonly urns: readonly string[];
  readonly isNew: boolean;
}

/** The configurations that this run must not delete, in whichever provider process. */
export class KeptConfigurations {
  readonly #holders = new Map<string, Holder>();
  readonly #register: EngineRegister;

  constructor(register: EngineRegister) {
    this.#register = register;
  }

  /**
   * Records that a configuration stays: a create of this run creates or adopts it, or a diff found that the resource keeps it.
   * After a rename without an alias that adopts, and after a forced replacement, the engine requests a delete of the same id, in
   * the same run or, if that run failed, in the next. This delete must not happen.
   */
  keep(apiUrl: string, id: string, holder: Holder): void {
    const key = keyOf(apiUrl, id);
    const known = this.#holders.get(key);
    if (known === undefined) this.#register.record("kept", apiUrl, id);
    if (known?.isNew !== true) this.#holders.set(key, holder);
  }

  /** Withdraws the record of a create that failed. */
  withdraw(apiUrl: string, id: string): void {
    this.#holders.delete(keyOf(apiUrl, id));
    this.#register.withdraw("kept", apiUrl, id);
  }

  /** Whether a create of this run returned the configuration, or a resource keeps it. */
  has(apiUrl: string, id: string): boolean {
    return this.#holders.has(keyOf(apiUrl, id)) || this.#register.isRecordedElsewhere("kept", apiUrl, id);
  }

  /** The URN of a resource of this process, other than this one, that keeps the configuration or that created it, if any. */
  otherHolder(apiUrl: string, id: string, urn: string): string | undefined {
    const { urns = [] } = this.#holders.get(keyOf(apiUrl, id)) ?? {};
    return urns.includes(urn) ? undefined : urns.at(-1);
  }

  /** Whether a resource of another process keeps the configuration or created it. */
  isHeldElsewhere(apiUrl: string, id: string): boolean {
    return this.#register.isRecordedElsewhere("kept", apiUrl, id);
  }

  /** Records that the engine replaces a resource although its diff found no replacement, as with `replaceOnChanges`. */
  release(urn: string): void {
    for (const [key, { urns, isNew }] of this.#holders) {
      if (isNew || !urns.includes(urn)) continue;
      const [apiUrl = "", id = ""] = key.split(" ");
      this.withdraw(apiUrl, id);
    }
  }
}

/** The configurations that this run deletes or has deleted, in whichever provider process. No resource may adopt them. */
export class Deletions {
  readonly #started = new Set<string>();
  readonly #register: EngineRegister;

  constructor(register: EngineRegister) {
    this.#register = register;
  }

  start(apiUrl: string, id: string): void {
    this.#register.record("deleted", apiUrl, id);
    this.#started.add(keyOf(apiUrl, id));
  }

  /** Withdraws the record of a delete that failed, or that doesn't happen. */
  withdraw(apiUrl: string, id: string): void {
    this.#started.delete(keyOf(apiUrl, id));
    this.#register.withdraw("deleted", apiUrl, id);
  }

  has(apiUrl: string, id: string): boolean {
    return this.#started.has(keyOf(apiUrl, id)) || this.#register.isRecordedElsewhere("deleted", apiUrl, id);
  }
}

function keyOf(apiUrl: string, id: string): string {
  return `${apiUrl} ${id}`;
}
