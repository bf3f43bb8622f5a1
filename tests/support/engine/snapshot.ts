/** Properties as engine and provider exchange them. */
export type Props = Record<string, unknown>;

/** A resource in the state. */
export interface Resource {
  readonly urn: string;
  readonly id: string;
  inputs: Props;
  readonly outputs: Props;
  /** Replaced, and not deleted yet. */
  deleting?: boolean;
  /** Deleted for its replacement, which doesn't exist yet. */
  pendingReplacement?: boolean;
  /** Created, although a later part of the create failed. */
  readonly initFailed?: boolean;
  /** Marked by `pulumi state taint`. */
  taint?: boolean;
}

/** A stack's state, which outlives the runs. */
export interface Snapshot {
  resources: Resource[];
  /** Creates that a crash interrupted. The next run only warns about them. */
  pendingCreates: string[];
}

/** A resource as the program declares it. */
export interface Declared {
  readonly urn: string;
  readonly args: Props;
}

export function emptySnapshot(): Snapshot {
  return { resources: [], pendingCreates: [] };
}
