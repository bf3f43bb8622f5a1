/**
 * How the engine writes a value that a preview does not know yet. Defined by Pulumi's wire protocol
 * (`@pulumi/pulumi/runtime/rpc`, `unknownValue`); nothing else of ours compares against it.
 */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export type Unknown = typeof UNKNOWN;

export type OrUnknown<T> = T | Unknown;

export function isKnown<T>(value: OrUnknown<T>): value is T {
  return value !== UNKNOWN;
}
