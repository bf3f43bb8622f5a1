import type { Props, Resource } from "./snapshot";

/** A resource that a create made. */
export interface Created {
  readonly id: string;
  readonly outputs: Props;
  /** Set if the resource exists although its create failed ("created, but initialization failed"): the engine keeps it. */
  readonly failure?: Error;
}

export interface CheckFailure {
  readonly property: string;
  readonly reason: string;
}

export interface Diff {
  readonly changes: boolean;
  readonly replaces: readonly string[];
  readonly deleteBeforeReplace: boolean;
}

/** What the engine asks of a process that runs the provider. All values are in plaintext, as programs pass them. */
export interface ProviderHost {
  check(urn: string, olds: Props, news: Props): Promise<{ inputs: Props; failures: CheckFailure[] }>;
  diff(old: Resource, news: Props): Promise<Diff>;
  create(urn: string, inputs: Props): Promise<Created>;
  /** Undefined if the resource is gone. A resource without inputs and outputs is imported, or got by its id. */
  read(old: Resource): Promise<Resource | undefined>;
  update(old: Resource, news: Props): Promise<Props>;
  delete(old: Resource): Promise<void>;
}
