import type { Context } from "./run";
import type { Resource } from "./snapshot";
import { chain } from "./steps";

/**
 * `deploymentExecutor.refresh` and `RefreshStep.Apply`: reads all resources at once, also those to be deleted, and
 * compares each through diff with its previous inputs. The state takes over the results at the end
 * (`rebuildBaseState`), also if some reads failed.
 */
export async function refresh(context: Context): Promise<void> {
  const { host, snapshot } = context;
  const results = new Map<Resource, Resource | undefined>();
  const read = async (old: Resource): Promise<void> => {
    const found = await host.read(old);
    if (found !== undefined) {
      await host.diff({ ...old, outputs: found.outputs }, old.inputs);
    }
    const { initFailed: _, ...rest } = old;
    results.set(old, found && { ...rest, inputs: found.inputs, outputs: found.outputs });
  };
  const readable = snapshot.resources.filter(({ pendingReplacement }) => pendingReplacement !== true);
  await Promise.all(readable.map((old) => chain(context, [() => read(old)])));
  snapshot.resources = snapshot.resources.flatMap((old) => {
    const now = results.has(old) ? results.get(old) : old;
    return now === undefined ? [] : [now];
  });
}
