import type { ScmConfiguration } from "../client/model";
import { idsMadeFor } from "./identity";

/**
 * The ids of what a resource made besides the configuration that its state holds: a create that was killed leaves one
 * where the program has another consumer by the next run. One under the user's own id can't be told.
 */
export function leftoversOf(owner: string, id: string, list: readonly ScmConfiguration[]): string[] {
  const isOwn = idsMadeFor(owner);
  return list.flatMap((entry) => (entry.id !== id && isOwn(entry.id) ? [entry.id] : []));
}
