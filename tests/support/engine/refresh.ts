import type { Context } from "./run";
import { overWire, type Resource } from "./snapshot";
import { chain } from "./steps";

/**
 * `deploymentExecutor.refresh` and `RefreshStep.Apply`: all are read at once, those that wait to be deleted too, then
 * each is compared through diff with the inputs from before. The state takes it all over in the end
 * (`rebuildBaseState`), also where some failed.
 */
export async function refresh(context: Context): Promise<void> {
  const { provider, snapshot } = context;
  const found = new Map<Resource, Resource | undefined>();
  const read = async (old: Resource): Promise<void> => {
    const answer = await provider.read(old.id, overWire(old.outputs));
    const { id, props, inputs } = answer as { id?: string; props?: object; inputs?: object };
    if (id === "") {
      found.set(old, undefined);
      return;
    }
    const outputs = overWire(props ?? {});
    const now = { ...old, inputs: inputs === undefined ? old.inputs : overWire(inputs), outputs };
    delete (now as { initFailed?: boolean }).initFailed;
    await provider.diff(old.id, overWire(outputs), overWire(old.inputs));
    found.set(old, now);
  };
  const readable = snapshot.resources.filter(({ pendingReplacement }) => pendingReplacement !== true);
  await Promise.all(readable.map((old) => chain(context, [() => read(old)])));
  snapshot.resources = snapshot.resources.flatMap((old) => {
    const now = found.has(old) ? found.get(old) : old;
    return now === undefined ? [] : [now];
  });
}
