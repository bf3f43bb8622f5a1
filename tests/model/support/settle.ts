import type { Scm } from "../../../emulator/src";
import { removeByHand } from "./byHand";
import { violated } from "./invariants";
import { isWrong, stands } from "./judge";
import { observe } from "./observe";
import type { Program, Spec } from "./program";
import { quiet } from "./runs";
import { held, isInState, type World } from "./world";

/**
 * Runs the program to its end: at once where nothing stands in the way, else after a user did what the errors ask
 * for. Then the next up must change nothing.
 */
export async function settle(world: World): Promise<void> {
  const converge = async (): Promise<boolean> => (await observe(world, quiet("up", true))).ended === "well";
  if (!(await converge())) {
    clearTheWay(world);
    if (!(await converge())) {
      // Consumers that move between resources take two steps: free them, then use them.
      const { program } = world;
      world.program = {};
      if (!(await converge())) {
        violated("What the program no longer declares can't be deleted", world.snapshot);
      }
      world.program = program;
      // What an earlier crash left may still hold what is to be made.
      clearTheWay(world);
      if (!(await converge())) {
        violated("Nothing stands in the way, and the program is not reached", world.snapshot);
      }
    }
  }
  world.adopting.clear();
  const again = await observe(world, quiet("up"));
  const writes = again.sent.filter((request) => !request.startsWith("GET "));
  if (again.ended !== "well" || writes.length > 0) {
    violated("The next up is not without a change", {
      again,
      program: world.program,
      snapshot: world.snapshot,
    });
  }
}

/** What the errors ask the user to do, each by its code. */
function clearTheWay(world: World): void {
  const { emulator } = world;
  world.program = rightened(world.program);
  for (const resource of world.snapshot.resources) {
    resource.taint = false;
  }
  for (const { id, inUse } of held(world)) {
    if (inUse) {
      emulator.change(id, { inUse: false });
    }
  }
  for (const scm of held(world).filter(({ id }) => !isInState(world, id))) {
    const spec = Object.values(world.program).find((candidate) => stands(scm, candidate));
    if (spec !== undefined) {
      if (isAdoptable(scm, spec)) {
        world.adopting.add(scm.id);
      } else {
        removeByHand(world, scm.id);
      }
    }
  }
  emulator.change("internal", { default: true });
  world.unseenChange = true;
}

function isAdoptable({ id, clientId, urls, name }: Scm, spec: Spec): boolean {
  return (
    clientId === spec.key &&
    urls?.web === spec.web &&
    (spec.name ?? name) === name &&
    (spec.configurationId ?? id) === id
  );
}

/** The program without what check refuses, and without an id declared twice. */
function rightened(program: Program): Program {
  const right: Record<string, Program[string]> = {};
  for (const [name, { isDefault, ...spec }] of Object.entries(program)) {
    const wanted = { ...spec, isDefault: spec.enabled ? isDefault : undefined };
    const { configurationId: id } = wanted;
    const idTaken =
      id !== undefined && Object.values(right).some(({ configurationId }) => configurationId === id);
    if (idTaken) {
      continue;
    }
    for (const candidate of [wanted, spec]) {
      if (!isWrong({ ...right, [name]: candidate })) {
        right[name] = candidate;
        break;
      }
    }
  }
  return right;
}
