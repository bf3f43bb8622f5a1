import { deleteAll } from "./deletes";
import { CheckFailed, type Context } from "./run";
import type { Declared, Props, Resource } from "./snapshot";
import { all, chain, createStep, deleteStep, type Step, updateStep } from "./steps";

/**
 * Runs an up, or a preview, which plans the same steps and performs none.
 *
 * @returns The number of planned steps.
 */
export async function update(context: Context, program: readonly Declared[]): Promise<number> {
  const { snapshot, operation, failures } = context;
  const before = [...snapshot.resources];
  const declared = new Set<string>();
  const chains: Step[][] = [];
  for (const resource of program) {
    const old = before.find(({ urn, deleting }) => urn === resource.urn && deleting !== true);
    try {
      const steps = await plan(context, resource, old);
      declared.add(resource.urn);
      chains.push(steps);
      if (operation.kind === "up" && operation.order === "dependent") {
        await chain(context, steps);
      }
    } catch (error) {
      failures.push(error);
    }
    // A failed check or diff ends the run, and plans no further resource (`handleSingleEvent`).
    if (failures.length > 0) break;
  }
  if (operation.kind === "up" && operation.order !== "dependent" && failures.length === 0) {
    await all(context, chains);
  }
  const deletes = failures.length > 0 ? 0 : await deleteAll(context, before, (urn) => declared.has(urn));
  return chains.flat().length + deletes;
}

/** `stepGenerator.continueStepsFromDiff`: check, diff, and the steps that follow from them. */
async function plan(context: Context, { urn, args }: Declared, old: Resource | undefined): Promise<Step[]> {
  const { host, operation } = context;
  // `isTargetedReplace`: the engine calls no diff, and no check with the previous inputs.
  const forced = old !== undefined && (operation.replace.includes(urn) || old.taint === true);
  const inputs = await checked(context, urn, forced ? {} : (old?.inputs ?? {}), args);
  if (old === undefined) return [createStep(context, { urn, inputs })];
  if (forced) return replacement(context, old, inputs, false);
  const diff = await host.diff(old, inputs);
  // A replacement whose create failed continues, whatever diff returns.
  if ((diff.changes && diff.replaces.length > 0) || old.pendingReplacement === true) {
    return replacement(context, old, await checked(context, urn, {}, args), diff.deleteBeforeReplace);
  }
  if (diff.changes || old.initFailed === true) return [updateStep(context, old, inputs)];
  if (operation.kind === "up") old.inputs = inputs;
  return [];
}

/** If the new resource is created first, the old resource is deleted after all other steps. */
function replacement(context: Context, old: Resource, inputs: Props, deletesFirst: boolean): Step[] {
  const resource = { urn: old.urn, inputs };
  if (!deletesFirst) return [createStep(context, resource, { old, first: "create" })];
  return [
    ...(old.pendingReplacement === true ? [] : [deleteStep(context, old, true)]),
    createStep(context, resource, { old, first: "delete" }),
  ];
}

async function checked({ host }: Context, urn: string, olds: Props, news: Props): Promise<Props> {
  const { inputs, failures } = await host.check(urn, olds, news);
  if (failures.length > 0) {
    throw new CheckFailed(failures.map(({ property, reason }) => `${property} ${reason}`).join("\n"));
  }
  return inputs;
}
