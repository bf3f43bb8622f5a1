import type { Context } from "./run";
import type { Resource } from "./snapshot";
import { all, deleteStep, forgetStep, type Step } from "./steps";

/**
 * `stepGenerator.GenerateDeletes`: what an earlier or this replacement left to be deleted, and what the program no
 * longer declares. It comes after all diffs and steps, and not at all where one of them failed. One that was deleted
 * for a replacement which never came is only forgotten (`RemovePendingReplaceStep`).
 */
export async function deleteAll(
  context: Context,
  before: readonly Resource[],
  isDeclared: (urn: string) => boolean,
): Promise<void> {
  const chains = before.flatMap((resource): Step[][] => {
    if (resource.deleting === true) {
      return [[deleteStep(context, resource)]];
    }
    if (isDeclared(resource.urn)) {
      return [];
    }
    return resource.pendingReplacement === true
      ? [[forgetStep(context, resource)]]
      : [[deleteStep(context, resource)]];
  });
  await all(context, chains);
}
