import type { ScmConfiguration } from "../../client/wire/model";
import type { Settings, SettingSources } from "../settings/settings";

export type Status = "ok" | "warning" | "failure" | "skipped";

/** The checks of `doctor`, in order. */
export const checkNames = [
  "stack",
  "plugin",
  "address",
  "settings",
  "credential",
  "proxy",
  "dns",
  "tcp",
  "tls",
  "certificate",
  "authentication",
  "list",
  "management",
  "configurations",
  "callback",
  "consumer",
] as const;
export type CheckName = (typeof checkNames)[number];

/** The finding of a check. */
export interface Finding {
  readonly status: Status;
  readonly detail: string;
  /** How to fix the problem. Set for each warning and failure. */
  readonly advice?: string;
  /** The finding's data, for programs. */
  readonly facts?: Facts;
}

export interface Facts {
  /** The callback URL that the consumer must have. */
  readonly callbackUrl?: string;
  /** When the certificate expires, ISO 8601. */
  readonly expires?: string;
  readonly configurations?: readonly Omit<ScmConfiguration, "clientId">[];
}

export interface CheckResult extends Finding {
  readonly check: CheckName;
}

export interface Check {
  readonly name: CheckName;
  /** What the check does, shown while it runs. */
  readonly activity: string;
  /** The check is skipped if one of these failed or was skipped. */
  readonly dependsOn: readonly CheckName[];
  readonly run: (context: DoctorContext) => Finding | Finding[] | Promise<Finding | Finding[]>;
}

/** The options of a run. */
export interface DoctorOptions {
  /** Directory of the Pulumi project, or below it. */
  readonly directory: string;
  /** Origin of the Bitbucket site to verify the consumer with. */
  readonly bitbucket: string;
  /** Shows progress in the status line. */
  readonly progress: (text: string) => void;
}

/** What the checks read, and what earlier checks found. */
export interface DoctorContext {
  readonly sources: SettingSources;
  readonly settings: Settings;
  readonly options: DoctorOptions;
  certificateExpires?: Date;
  listing?: { readonly value: readonly ScmConfiguration[] } | { readonly error: unknown };
}

export function ok(detail: string, facts?: Facts): Finding {
  return { status: "ok", detail, ...(facts !== undefined && { facts }) };
}

export function skipped(detail: string): Finding {
  return { status: "skipped", detail };
}

export function warning(detail: string, advice: string, facts?: Facts): Finding {
  return { status: "warning", detail, advice, ...(facts !== undefined && { facts }) };
}

export function failure(detail: string, advice: string): Finding {
  return { status: "failure", detail, advice };
}
