import type { Context } from "./run";
import type { Resource } from "./snapshot";
import { all, deleteStep, forgetStep, type Step } from "./steps";

/**
 * `stepGenerator.GenerateDeletes`: deletes replaced resources, also those of previous runs, and resources that the
 * program no longer declares. It follows all other steps, and doesn't happen if one of them failed. A resource that was
 * deleted for a replacement that never happened is only removed from the state (`RemovePendingReplaceStep`).
 *
 * @returns The number of planned steps. A preview performs none of them.
 */
export async function deleteAll(
  context: Context,
  before: readonly Resource[],
  isDeclared: (urn: string) => boolean,
): Promise<number> {
  const chains = before.flatMap((resource): Step[][] => {
    if (resource.deleting === true) return [[deleteStep(context, resource)]];
    if (isDeclared(resource.urn)) return [];
    return resource.pendingReplacement === true
      ? [[forgetStep(context, resource)]]
      : [[deleteStep(context, resource)]];
  });
  if (context.operation.kind !== "preview") await all(context, chains);
  return chains.length;
}
