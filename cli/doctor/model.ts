import type { ScmConfiguration } from "../../client/wire/model";
import type { Settings, SettingSources } from "../settings/settings";

export type Status = "ok" | "warning" | "failure" | "skipped";

/** What the doctor looks at, in its order. */
export const checkNames = [
  "stack",
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

/** What came of one check. */
export interface Finding {
  readonly status: Status;
  readonly detail: string;
  /** What to do; there is always something to do about a warning or a failure. */
  readonly advice?: string;
  /** What the sentence says, for a program to read. */
  readonly facts?: Facts;
}

export interface Facts {
  /** What the consumer must have as its callback URL. */
  readonly callbackUrl?: string;
  /** When the certificate ends, ISO 8601. */
  readonly ends?: string;
  readonly configurations?: readonly Omit<ScmConfiguration, "clientId">[];
}

export interface CheckResult extends Finding {
  readonly check: CheckName;
}

export interface Check {
  readonly name: CheckName;
  /** What it does, shown while it waits. */
  readonly activity: string;
  /** Checks that say nothing new where one of these failed or was skipped. */
  readonly dependsOn: readonly CheckName[];
  readonly run: (context: DoctorContext) => Finding | Finding[] | Promise<Finding | Finding[]>;
}

/** Options of a run that are no secrets. */
export interface DoctorOptions {
  /** The Bitbucket to ask about the consumer. */
  readonly bitbucket: string;
  /** Shows passing progress. */
  readonly progress: (text: string) => void;
}

/** All that is known so far; checks add what later ones build on. */
export interface DoctorContext {
  readonly sources: SettingSources;
  readonly settings: Settings;
  readonly options: DoctorOptions;
  certificateEnds?: Date;
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
