import type { Scm } from "../../../emulator/src";
import { violated } from "./invariants";
import { isMistakable } from "./judge";
import type { Outcome, Run } from "./runs";
import { held, isInState, type World } from "./world";

/** Keeps the record of what is whose, after a run. `before` is what the cluster held before it. */
export function takeNote(
  world: World,
  { operation, trouble }: Run,
  outcome: Outcome,
  before: readonly Scm[],
): void {
  const { foreign, adopted, letGo, strays, emulator, program } = world;
  for (const [, id = ""] of outcome.said.matchAll(/^Adopting the configuration (\S+),/gm)) {
    foreign.delete(id);
    adopted.add(id);
  }
  // An answer that got lost makes what stands under an id of the user's own, with its consumer, pass for the run's.
  for (const scm of trouble === undefined ? [] : before.filter(({ id }) => foreign.has(id))) {
    if (Object.values(program).some((spec) => isMistakable(scm, spec))) {
      foreign.delete(scm.id);
      adopted.add(scm.id);
    }
  }
  for (const [, id = ""] of outcome.said.matchAll(/^Left the configuration (\S+) disabled/gm)) {
    letGo.add(id);
  }
  const refreshed = operation.kind === "refresh" || operation.refreshFirst;
  world.unseenChange = outcome.ended === "well" ? world.unseenChange && !refreshed : true;
  for (const { id } of held(world)) {
    const known = isInState(world, id) || foreign.has(id) || adopted.has(id) || letGo.has(id);
    if (!known && !strays.has(id)) {
      if (outcome.ended === "well") {
        violated("A run that succeeded left an orphan", { id, before, outcome });
      }
      strays.set(id, program);
    }
  }
  for (const ids of [adopted, letGo, strays]) {
    for (const id of ids.keys()) {
      if (emulator.scm(id) === undefined || (ids === strays && isInState(world, id))) {
        ids.delete(id);
      }
    }
  }
}
