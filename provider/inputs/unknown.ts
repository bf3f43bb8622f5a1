/**
 * An unknown value at preview: the engine's representation of an unknown string (Pulumi's wire protocol,
 * `@pulumi/pulumi/runtime/rpc`, `unknownValue`).
 */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export type Unknown = typeof UNKNOWN;

export type OrUnknown<T> = T | Unknown;

export function isKnown<T>(value: OrUnknown<T>): value is T {
  return value !== UNKNOWN;
}

/** Whether a value and all its members are known. */
export function isEntirelyKnown(value: unknown): boolean {
  return typeof value === "object" && value !== null ? Object.values(value).every(isKnown) : isKnown(value);
}
