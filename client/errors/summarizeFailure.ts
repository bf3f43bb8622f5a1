import type { Clean } from "../redact/redactor";
import type { AttemptFailure } from "../transport/failure";

/** Summarizes a failure in a few words, for progress and debug lines. */
export function summarizeFailure(failure: AttemptFailure, clean: Clean): string {
  switch (failure.kind) {
    case "api":
      return failure.code === undefined
        ? `status ${failure.status}`
        : `status ${failure.status}, code ${failure.code}`;
    case "network":
      return clean(`${failure.reason}: ${failure.detail}`, 200);
    case "response":
      return clean(`status ${failure.status}: ${failure.detail}`, 200);
  }
}
