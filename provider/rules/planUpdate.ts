import { type HostUrls, identicalUrls } from "../../client/wire/hostUrls";
import type { State } from "../inputs/model";

/** What an update changes on the cluster. `isDefault: false` sends no request, because the API can't unset the default. */
export type Changeable = Pick<State, "enabled" | "urls" | "isDefault">;

export type UpdateRequest =
  | { readonly kind: "update"; readonly change: { enabled?: boolean; urls?: HostUrls } }
  | { readonly kind: "set default" };

/**
 * The requests that change a state to the wanted one, in the order that the cluster requires: a disabled configuration
 * can't become the default (error 4042), so the update comes first.
 */
export function planUpdate(current: Changeable, wanted: Changeable): UpdateRequest[] {
  const change = {
    ...(wanted.enabled !== current.enabled && { enabled: wanted.enabled }),
    ...(!identicalUrls(wanted.urls, current.urls) && { urls: wanted.urls }),
  };
  return [
    ...(Object.keys(change).length > 0 ? [{ kind: "update", change } as const] : []),
    ...(wanted.isDefault && !current.isDefault ? [{ kind: "set default" } as const] : []),
  ];
}
