import type { Context } from "./run";
import { overWire, type Props, type Resource } from "./snapshot";

/** One call of the provider and what it leaves in the snapshot. Throws where it fails. */
export type Step = () => Promise<void>;

/** Runs a resource's steps; one that fails ends the run (`stepExecutor.executeChain`). */
export async function chain({ failures }: Context, steps: readonly Step[]): Promise<void> {
  for (const step of steps) {
    if (failures.length > 0) {
      return;
    }
    try {
      await step();
    } catch (error) {
      failures.push(error);
    }
  }
}

/** Runs chains, together or one after the other. */
export async function all(context: Context, chains: readonly (readonly Step[])[]): Promise<void> {
  if (context.operation.order === "parallel") {
    await Promise.all(chains.map((steps) => chain(context, steps)));
    return;
  }
  for (const steps of chains) {
    await chain(context, steps);
  }
}

/** `CreateStep`; with `replaces`, the half of a replacement that makes the new one. */
export function createStep(
  { provider, snapshot }: Context,
  made: { readonly urn: string; readonly inputs: Props },
  replaces?: { readonly old: Resource; readonly first: "create" | "delete" },
): Step {
  return async () => {
    snapshot.pendingCreates.push(made.urn);
    const outcome = await created(provider.create(overWire(made.inputs))).finally(() => {
      snapshot.pendingCreates.splice(snapshot.pendingCreates.indexOf(made.urn), 1);
    });
    if (replaces?.first === "create") {
      replaces.old.deleting = true;
    }
    const { id, outputs, initFailure } = outcome;
    snapshot.resources.push({ ...made, id, outputs, ...(initFailure !== undefined && { initFailed: true }) });
    // createSnapshotMutation.End: what waited for this replacement is flushed.
    if (replaces?.old.pendingReplacement === true) {
      drop(snapshot.resources, replaces.old);
    }
    if (initFailure !== undefined) {
      throw initFailure;
    }
  };
}

/** `UpdateStep`. One that fails leaves the state as it was. */
export function updateStep({ provider, snapshot }: Context, old: Resource, inputs: Props): Step {
  return async () => {
    const { outs } = await provider.update(old.id, overWire(old.outputs), overWire(inputs));
    snapshot.resources[snapshot.resources.indexOf(old)] = {
      urn: old.urn,
      id: old.id,
      inputs,
      outputs: overWire(outs),
    };
  };
}

/** `DeleteStep`; for a replacement that deletes first, the state keeps the old one until the new one is made. */
export function deleteStep({ provider, snapshot }: Context, old: Resource, forReplacement = false): Step {
  return async () => {
    await provider.delete(old.id, overWire(old.outputs));
    if (forReplacement) {
      old.pendingReplacement = true;
    } else {
      drop(snapshot.resources, old);
    }
  };
}

/** `RemovePendingReplaceStep`: no call. */
export function forgetStep({ snapshot }: Context, old: Resource): Step {
  return () => {
    drop(snapshot.resources, old);
    return Promise.resolve();
  };
}

function drop(resources: Resource[], resource: Resource): void {
  const at = resources.indexOf(resource);
  if (at >= 0) {
    resources.splice(at, 1);
  }
}

interface Outcome {
  readonly id: string;
  readonly outputs: Props;
  readonly initFailure?: Error;
}

/** The host takes an error with an own `id` for "created, but initialisation failed": it stays in the state. */
async function created(call: Promise<{ id: string; outs: object }>): Promise<Outcome> {
  try {
    const { id, outs } = await call;
    return { id, outputs: overWire(outs) };
  } catch (error) {
    const failure = error as Error & { id?: string; properties?: object };
    if (failure.id === undefined || failure.properties === undefined) {
      throw failure;
    }
    return { id: failure.id, outputs: overWire(failure.properties), initFailure: failure };
  }
}
