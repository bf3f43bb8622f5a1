import { withoutSecretMarks } from "../secretMarks";
import { deleteAll } from "./deletes";
import { CheckFailed, type Context } from "./run";
import { type Declared, overWire, type Props, type Resource } from "./snapshot";
import { all, chain, createStep, deleteStep, type Step, updateStep } from "./steps";

/** An up, or a preview, which plans the same and carries nothing out. */
export async function update(context: Context, program: readonly Declared[]): Promise<void> {
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
      // A check or diff that fails ends the run: nothing that comes later is planned (`handleSingleEvent`).
      failures.push(error);
    }
    if (failures.length > 0) {
      break;
    }
  }
  if (operation.kind === "preview") {
    return;
  }
  if (operation.order !== "dependent" && failures.length === 0) {
    await all(context, chains);
  }
  if (failures.length === 0) {
    await deleteAll(context, before, (urn) => declared.has(urn));
  }
}

/** `stepGenerator.continueStepsFromDiff`: check, diff, and the steps that follow from it. */
async function plan(context: Context, { urn, args }: Declared, old: Resource | undefined): Promise<Step[]> {
  const { provider, operation } = context;
  // `isTargetedReplace`: such a one is neither compared nor checked against what it was.
  const forced = old !== undefined && (operation.replace.includes(urn) || old.taint === true);
  const inputs = await checked(context, forced ? {} : (old?.inputs ?? {}), args);
  if (old === undefined) {
    return [createStep(context, { urn, inputs })];
  }
  if (forced) {
    return replacement(context, old, inputs, false);
  }
  const diff = await provider.diff(old.id, overWire(old.outputs), overWire(inputs));
  const replaces = diff.replaces.length > 0;
  // A replacement whose create failed is gone on with, whatever diff says.
  if ((diff.changes && replaces) || old.pendingReplacement === true) {
    const anew = await checked(context, {}, args);
    return replacement(context, old, anew, diff.deleteBeforeReplace);
  }
  if (diff.changes || old.initFailed === true) {
    return [updateStep(context, old, inputs)];
  }
  old.inputs = inputs;
  return [];
}

/** Made first, the old one goes after all else; deleted first, it is not deleted again where it was already. */
function replacement(context: Context, old: Resource, inputs: Props, deletesFirst: boolean): Step[] {
  const made = { urn: old.urn, inputs };
  if (!deletesFirst) {
    return [createStep(context, made, { old, first: "create" })];
  }
  return [
    ...(old.pendingReplacement === true ? [] : [deleteStep(context, old, true)]),
    createStep(context, made, { old, first: "delete" }),
  ];
}

async function checked({ provider }: Context, olds: Props, news: Props): Promise<Props> {
  const { inputs, failures } = await provider.check(overWire(olds), overWire(news));
  if (failures.length > 0) {
    throw new CheckFailed(failures.map(({ property, reason }) => `${property} ${reason}`).join("\n"));
  }
  return overWire(withoutSecretMarks(inputs) as object);
}
