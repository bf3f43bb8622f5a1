import type { Scm } from "../../../emulator/src";
import { deleteManually } from "./manualChanges";
import { failInvariant } from "./invariants";
import { isRejectedByCheck, conflictsWith } from "./expectedOutcome";
import { runAndVerify } from "./verifiedRun";
import type { Resource } from "../../support/engine/snapshot";
import type { Program, Spec } from "./program";
import { undisturbed } from "./operationRun";
import { held, isInState, type World } from "./world";

/**
 * Runs the program until the cluster is as declared. If the first up fails, a user first does what the errors ask for.
 * Then the next up must change nothing.
 */
export async function converge(world: World): Promise<void> {
  const up = async (): Promise<boolean> =>
    (await runAndVerify(world, undisturbed("up", true))).ended === "success";
  if (!(await up())) {
    resolveErrors(world);
    if (!(await up())) {
      // Consumers that move between resources require two runs: the first deletes their configurations.
      const { program } = world;
      world.program = {};
      // A replacement that adopted its own configuration and then failed leaves two entries of it. The one whose inputs don't
      // declare the default can't hand it over, and finds the configuration gone in the next run.
      const ids = world.snapshot.resources.map(({ id }) => id);
      const hasTwoEntriesOfOne = new Set(ids).size < ids.length;
      if (!(await up()) && !(hasTwoEntriesOfOne && (await up()))) {
        failInvariant("What the program no longer declares can't be deleted", world.snapshot);
      }
      world.program = program;
      // An orphaned configuration of a crash may still conflict.
      resolveErrors(world);
      if (!(await up())) {
        failInvariant("The program doesn't converge", world.snapshot);
      }
    }
  }
  world.adoptInNextRun.clear();
  const again = await runAndVerify(world, undisturbed("up"));
  const writes = again.sent.filter((request) => !request.startsWith("GET "));
  if (again.ended !== "success" || writes.length > 0) {
    failInvariant("The next up has changes", {
      again,
      program: world.program,
      snapshot: world.snapshot,
    });
  }
}

/** Does what the errors ask the user to do. */
function resolveErrors(world: World): void {
  const { emulator } = world;
  world.program = withoutRejected(world.program);
  for (const resource of world.snapshot.resources) {
    resource.taint = false;
  }
  const live = world.snapshot.resources.filter(({ deleting }) => deleting !== true);
  const isSecond = (resource: Resource): boolean => live.find(({ id }) => id === resource.id) !== resource;
  world.snapshot.resources = world.snapshot.resources.filter(
    (resource) => resource.deleting === true || !isSecond(resource),
  );
  for (const { id, inUse } of held(world)) {
    if (inUse) {
      emulator.change(id, { inUse: false });
    }
  }
  for (const scm of held(world).filter(({ id }) => !isInState(world, id))) {
    const specs = Object.values(world.program).filter((candidate) => conflictsWith(scm, candidate));
    if (specs.length === 0) continue;
    // If it has one resource's id and the consumer of another, adoption by either would leave the other in conflict.
    if (specs.length === 1 && specs.every((spec) => isAdoptable(scm, spec))) {
      world.adoptInNextRun.add(scm.id);
    } else {
      deleteManually(world, scm.id);
    }
  }
  emulator.change("internal", { default: true });
  world.hasUnseenChange = true;
}

function isAdoptable({ id, clientId, urls, name }: Scm, spec: Spec): boolean {
  return (
    clientId === spec.key &&
    urls?.web === spec.web &&
    (spec.name ?? name) === name &&
    (spec.configurationId ?? id) === id
  );
}

/** The program without what check rejects, and without an id declared twice. */
function withoutRejected(program: Program): Program {
  const valid: Record<string, Program[string]> = {};
  for (const [name, { isDefault, ...spec }] of Object.entries(program)) {
    const wanted = { ...spec, isDefault: spec.enabled ? isDefault : undefined };
    const { configurationId: id } = wanted;
    const idTaken =
      id !== undefined && Object.values(valid).some(({ configurationId }) => configurationId === id);
    if (idTaken) {
      continue;
    }
    for (const candidate of [wanted, spec]) {
      if (!isRejectedByCheck({ ...valid, [name]: candidate })) {
        valid[name] = candidate;
        break;
      }
    }
  }
  return valid;
}
