/** Codes with which the cluster refuses a delete or a disable (management API OpenAPI 1.5.1, `Error`). */
export const REFUSAL = { enabled: 4040, isDefault: 4041, inUse: 4043 } as const;

/** What was done so far to make a configuration deletable. */
export interface Progress {
  readonly disabled: boolean;
  readonly handedOver: boolean;
}

export type RemovalStep = "disable" | "hand default over" | "give up";

/**
 * What must happen before a refused call is tried again. A step that was taken already and did not help
 * is not taken again. Without a code, as some clusters refuse, the commonest reason is supposed.
 */
export function nextStep(refusedWith: number | undefined, done: Progress): RemovalStep {
  if (refusedWith === REFUSAL.isDefault && !done.handedOver) {
    return "hand default over";
  }
  if ((refusedWith === REFUSAL.enabled || refusedWith === undefined) && !done.disabled) {
    return "disable";
  }
  return "give up";
}
