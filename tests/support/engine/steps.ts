import type { Created } from "./providerHost";
import type { Context } from "./run";
import type { Props, Resource } from "./snapshot";

/** One request to the provider and its effect on the snapshot. Throws if the request fails. */
export type Step = () => Promise<void>;

/** Runs a resource's steps. A failed step ends the run (`stepExecutor.executeChain`). */
export async function chain({ failures }: Context, steps: readonly Step[]): Promise<void> {
  for (const step of steps) {
    if (failures.length > 0) return;
    try {
      await step();
    } catch (error) {
      failures.push(error);
    }
  }
}

/** Runs chains in parallel or sequentially. */
export async function all(context: Context, chains: readonly (readonly Step[])[]): Promise<void> {
  if (context.operation.order === "parallel") {
    await Promise.all(chains.map((steps) => chain(context, steps)));
    return;
  }
  for (const steps of chains) {
    await chain(context, steps);
  }
}

/** `CreateStep`, also for the new resource of a replacement. */
export function createStep(
  { host, snapshot }: Context,
  resource: { readonly urn: string; readonly inputs: Props },
  replaces?: { readonly old: Resource; readonly first: "create" | "delete" },
): Step {
  return async () => {
    snapshot.pendingCreates.push(resource.urn);
    let created: Created;
    try {
      created = await host.create(resource.urn, resource.inputs);
    } finally {
      snapshot.pendingCreates.splice(snapshot.pendingCreates.indexOf(resource.urn), 1);
    }
    if (replaces?.first === "create") {
      replaces.old.deleting = true;
    }
    const { id, outputs, failure } = created;
    snapshot.resources.push({ ...resource, id, outputs, ...(failure !== undefined && { initFailed: true }) });
    // createSnapshotMutation.End: removes the resource that was deleted for this replacement.
    if (replaces?.old.pendingReplacement === true) {
      drop(snapshot.resources, replaces.old);
    }
    if (failure !== undefined) throw failure;
  };
}

/** `UpdateStep`. A failed update leaves the state unchanged. */
export function updateStep({ host, snapshot }: Context, old: Resource, inputs: Props): Step {
  return async () => {
    const outputs = await host.update(old, inputs);
    snapshot.resources[snapshot.resources.indexOf(old)] = { urn: old.urn, id: old.id, inputs, outputs };
  };
}

/** `DeleteStep`. In a replacement that deletes first, the state keeps the old resource until the new resource exists. */
export function deleteStep({ host, snapshot }: Context, old: Resource, forReplacement = false): Step {
  return async () => {
    await host.delete(old);
    if (forReplacement) {
      old.pendingReplacement = true;
    } else {
      drop(snapshot.resources, old);
    }
  };
}

/** `RemovePendingReplaceStep`, which sends no request. */
export function forgetStep({ snapshot }: Context, old: Resource): Step {
  return () => {
    drop(snapshot.resources, old);
    return Promise.resolve();
  };
}

function drop(resources: Resource[], resource: Resource): void {
  const at = resources.indexOf(resource);
  if (at >= 0) resources.splice(at, 1);
}
