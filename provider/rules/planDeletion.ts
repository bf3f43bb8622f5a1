import type { WhenInUse } from "../inputs/model";

/** Codes with which the cluster refuses a delete or a disable (management API OpenAPI 1.5.1, `Error`). */
export const REFUSAL = { enabled: 4040, isDefault: 4041, inUse: 4043 } as const;

/** What was done so far to make a configuration deletable. */
export interface DeletionProgress {
  readonly disabled: boolean;
  readonly handedOver: boolean;
  /** A disable was tried and refused, as for the default. */
  readonly disableRefused: boolean;
}

export type DeletionStep = "disable" | "hand default over" | "leave disabled" | "give up";

/**
 * What must happen before a refused request is tried again. A step that was taken already and did not help
 * is not taken again. Without a code, as some clusters refuse, the reason follows from what was refused.
 */
export function planDeletionStep(
  refusedWith: number | undefined,
  done: DeletionProgress,
  whenInUse: WhenInUse,
): DeletionStep {
  switch (refusedWith) {
    case REFUSAL.isDefault:
      return done.handedOver ? "give up" : "hand default over";
    case REFUSAL.inUse:
      if (whenInUse === "fail") {
        return "give up";
      }
      if (done.disabled) {
        return "leave disabled";
      }
      return done.disableRefused ? "give up" : "disable";
    case REFUSAL.enabled:
      return done.disabled || done.disableRefused ? "give up" : "disable";
    case undefined:
      if (done.disabled || done.handedOver) {
        return "give up";
      }
      return done.disableRefused ? "hand default over" : "disable";
    default:
      return "give up";
  }
}
