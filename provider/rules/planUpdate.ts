import type { ScmUrls } from "../../client/model";
import type { State } from "../inputs/model";

/** What can be changed in place. */
export interface Wanted {
  readonly enabled: boolean;
  readonly urls: ScmUrls;
  /** `false` leaves the mark alone: no call takes it away. */
  readonly isDefault: boolean;
}

export type UpdateCall =
  | { readonly kind: "update"; readonly change: { enabled?: boolean; urls?: ScmUrls } }
  | { readonly kind: "set default" };

/**
 * The calls that lead from a state to what is wanted, in the order that the cluster's rules allow: a
 * disabled configuration can't become the default (error 4042), so what enables comes first.
 */
export function planUpdate(current: State, wanted: Wanted): UpdateCall[] {
  const change = {
    ...(wanted.enabled !== current.enabled && { enabled: wanted.enabled }),
    ...(!identical(wanted.urls, current.urls) && { urls: wanted.urls }),
  };
  return [
    ...(Object.keys(change).length > 0 ? [{ kind: "update", change } as const] : []),
    ...(wanted.isDefault && !current.isDefault ? [{ kind: "set default" } as const] : []),
  ];
}

function identical(a: ScmUrls, b: ScmUrls): boolean {
  return a.web === b.web && a.api === b.api && a.ssh === b.ssh;
}
