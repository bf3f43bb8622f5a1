import type { ScmUrls } from "../../client/model";
import type { OrUnknown } from "./unknown";

/**
 * What the program wants, as check leaves it and as the engine keeps it as the resource's inputs.
 * A property that is absent is not managed.
 */
export interface Inputs {
  /** Of the resource: Pulumi's host isn't told, and messages need it. */
  readonly __urn: string;
  readonly consumerKey: string;
  readonly consumerSecret: string;
  readonly urls: ScmUrls;
  readonly name?: string;
  readonly enabled: boolean;
  readonly isDefault?: boolean;
  readonly configurationId?: string;
  readonly adopt?: string;
  readonly whenInUse: WhenInUse;
  readonly verifyConsumer: VerifyConsumer;
  readonly apiUrl: string;
  readonly callbackUrl: string;
}

/** What a delete does with a configuration that an algorithm uses, which the cluster refuses to delete. */
export type WhenInUse = "fail" | "disable";

/** How much of what Bitbucket says about the consumer stops a create. */
export type VerifyConsumer = "credentials" | "permissions" | "off";

/** Inputs at preview, where any value may not be known yet. */
export type PreviewInputs = {
  readonly [K in keyof Inputs]: K extends "urls"
    ? OrUnknown<{ readonly [U in keyof ScmUrls]: OrUnknown<string> }>
    : OrUnknown<Inputs[K]>;
};

/**
 * What the cluster has, as the engine keeps it as the resource's outputs. Each property is always there:
 * the engine shows a missing one as unknown at every preview.
 */
export interface State {
  readonly __urn: string;
  /** Which of the inputs that may be left unmanaged the program set: a delete is given outputs only. */
  readonly __managed: readonly Manageable[];
  readonly consumerKey: string;
  readonly consumerSecret: string | null;
  readonly urls: ScmUrls;
  readonly name: string | null;
  readonly enabled: boolean;
  readonly isDefault: boolean;
  readonly configurationId: string | null;
  /** A boolean in states that were written before an id was expected. */
  readonly adopt: string | boolean | null;
  readonly whenInUse: WhenInUse;
  readonly verifyConsumer: VerifyConsumer;
  readonly apiUrl: string;
  readonly callbackUrl: string;
}

export type Manageable = "name" | "isDefault";

/** The URN of the resource that properties belong to. Older states hold it behind an organization, as `__owner`. */
export function urnOf(props: object): string {
  const { __urn, __owner } = props as { __urn?: unknown; __owner?: unknown };
  if (typeof __urn === "string") {
    return __urn;
  }
  return typeof __owner === "string" ? __owner.slice(__owner.indexOf("/") + 1) : "";
}
