import type { WhenInUse } from "../inputs/model";

/** Codes with which the cluster rejects a delete or a disable (management API OpenAPI 1.5.1, `Error`). */
export const REFUSAL = { enabled: 4040, isDefault: 4041, inUse: 4043 } as const;

/** The completed steps that prepare a delete. */
export interface DeletionProgress {
  readonly disabled: boolean;
  /** The configuration gave the default to another, or another resource of the run took it. */
  readonly handedOver: boolean;
  /** The cluster rejected a disable, as for the default. */
  readonly disableRefused: boolean;
}

export type DeletionStep = "disable" | "hand default over" | "leave disabled" | "give up";

/**
 * The step to take before a rejected request is sent again. A completed step isn't repeated. Some clusters reject without
 * a code. The reason then follows from the rejected request.
 */
export function planDeletionStep(
  code: number | undefined,
  done: DeletionProgress,
  whenInUse: WhenInUse,
): DeletionStep {
  switch (code) {
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
