import { missingPermissions } from "./permissions";
import type { ConsumerVerdict } from "./verdict";

export interface VerdictDescription {
  /** With `invalid`, no user can link an account. With `unverified`, the consumer may be valid. */
  readonly result: "valid" | "missing permissions" | "invalid" | "unverified";
  /** A main clause, without its period. */
  readonly detail: string;
  /** How to fix the problem, as sentences; empty for a valid consumer. */
  readonly advice: string;
}

/** The Bitbucket that a consumer is registered at, and the callback URL that the cluster requires. */
export interface ConsumerRegistration {
  readonly bitbucket: string;
  readonly callbackUrl: string;
}

const menuPath = "in Bitbucket under Workspace settings, Apps and features, OAuth consumers";

/** Describes a verdict to the user. */
export function describeVerdict(
  verdict: ConsumerVerdict,
  { bitbucket, callbackUrl }: ConsumerRegistration,
): VerdictDescription {
  switch (verdict.kind) {
    case "valid": {
      if (verdict.permissions === undefined) return valid("key and secret are valid");
      const missing = missingPermissions(verdict.permissions);
      return missing.length === 0
        ? valid("key and secret are valid, and the consumer has all required permissions")
        : {
            result: "missing permissions",
            detail: `the consumer doesn't have all required permissions. Missing: ${missing.join("; ")}`,
            advice: `Edit the consumer ${menuPath}, and select these permissions.`,
          };
    }
    case "public":
      return valid("key and secret are valid. Bitbucket shows permissions of private consumers only");
    case "invalid credentials":
      return {
        result: "invalid",
        detail: `Bitbucket at ${bitbucket} has no consumer with this key and secret`,
        advice: `Open the consumer ${menuPath}, and copy Key and Secret again.`,
      };
    case "no callback":
      return {
        result: "invalid",
        detail: "the consumer has no callback URL",
        advice: `Edit the consumer ${menuPath}, and enter ${callbackUrl}.`,
      };
    case "unknown":
      return {
        result: "unverified",
        detail: `the consumer can't be verified with Bitbucket at ${bitbucket}: ${verdict.detail}`,
        advice: "The consumer may be valid. Verify it from a network that reaches Bitbucket.",
      };
  }
}

function valid(detail: string): VerdictDescription {
  return { result: "valid", detail, advice: "" };
}
