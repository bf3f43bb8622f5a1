/** A bag of values as it travels between engine and provider. */
export type Props = Record<string, unknown>;

/** A resource as the engine keeps it. */
export interface Resource {
  readonly urn: string;
  readonly id: string;
  inputs: Props;
  readonly outputs: Props;
  /** Replaced, and yet to be deleted. */
  deleting?: boolean;
  /** Deleted for its replacement, which is yet to be made. */
  pendingReplacement?: boolean;
  /** Created, after which a further step failed. */
  readonly initFailed?: boolean;
  /** Marked by `pulumi state taint`. */
  taint?: boolean;
}

/** A stack's state, which outlives the runs. */
export interface Snapshot {
  resources: Resource[];
  /** Creates that a crash cut short. They bind nobody: the next run only warns of them. */
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

/** What gRPC makes of a value. It refuses `undefined` ("Unexpected struct type."). */
export function overWire(value: object): Props {
  return JSON.parse(
    JSON.stringify(value, (key, inner: unknown) => {
      if (inner === undefined) {
        throw new TypeError(`Unexpected struct type: ${key} is undefined`);
      }
      return inner;
    }),
  ) as Props;
}
