import type { Scm } from "../../../emulator/src";
import type { Operation } from "../../support/engine/run";
import { type Program, type Spec, urnOf } from "./program";
import { entryOf, held, isInState, isSetForAdoption, type World } from "./world";

/** Why a run fails: a check failure, a configuration of two resources, or the code of the cluster's rejection. */
export type Reason = "check" | "shared" | 4009 | 4041 | 4042 | 4043 | 4044;

export interface ExpectedOutcome {
  /** Reasons for which the run must fail. */
  readonly certain: ReadonlySet<Reason>;
  /** Further reasons for which it may fail. It must not fail for another reason. */
  readonly possible: ReadonlySet<Reason>;
  /** Configurations to be deleted that are in use, with `whenInUse: "fail"`. They must exist after the run. */
  readonly undeletable: readonly Scm[];
}

/**
 * The expected outcome of a run without lasting faults, from the program, the state and the cluster before it. Without a
 * reason, the run must succeed.
 */
export function expectedOutcome(world: World, operation: Operation): ExpectedOutcome {
  if (operation.kind === "refresh") {
    return expected([], []);
  }
  const { program } = world;
  const wrong = isRejectedByCheck(program) ? (["check"] as const) : [];
  if (operation.kind === "preview") {
    return expected(wrong, []);
  }
  const goal: Program = operation.kind === "destroy" ? {} : program;
  // An up without a refresh doesn't know what somebody changed on the cluster.
  const stale = world.hasUnseenChange && !operation.refreshFirst && operation.kind === "up";
  const used = inUse(world, goal);
  const conflict = conflicts(world, goal, operation.replace, stale);
  return expected(
    [...(operation.kind === "destroy" ? [] : wrong), ...conflict.certain, ...used.certain],
    [
      ...conflict.possible,
      ...used.possible,
      ...isDefaultByHand(world, goal, operation.replace),
      ...mayBeShared(world),
      ...(stale ? ([4009, 4041, 4042, 4044] as const) : []),
    ],
    used.undeletable,
  );
}

function expected(
  certain: readonly Reason[],
  possible: readonly Reason[],
  undeletable: readonly Scm[] = [],
): ExpectedOutcome {
  return { certain: new Set(certain), possible: new Set(possible), undeletable };
}

/** Whether check rejects the program: a disabled default, two defaults, or a shared consumer. */
export function isRejectedByCheck(program: Program): boolean {
  const specs = Object.values(program);
  const consumers = specs.map(({ key, web }) => `${key} ${web}`);
  return (
    specs.some(({ isDefault, enabled }) => isDefault === true && !enabled) ||
    specs.filter(({ isDefault }) => isDefault === true).length > 1 ||
    new Set(consumers).size < consumers.length
  );
}

interface Reasons {
  readonly certain: readonly Reason[];
  readonly possible: readonly Reason[];
}

/**
 * Configurations that conflict with a declared resource (4044), and aren't set for adoption. A forced replacement creates
 * first, so the resource's own configuration conflicts.
 */
function conflicts(world: World, program: Program, replace: readonly string[], stale: boolean): Reasons {
  const isForced = (name: string) => replace.includes(urnOf(name)) || entryOf(world, name)?.taint === true;
  const pairs = Object.entries(program).flatMap(([name, spec]) =>
    held(world)
      .filter((scm) => conflictsWith(scm, spec) && (isForced(name) || scm.id !== liveId(world, name)))
      .map((scm) => ({ name, scm, forced: isForced(name) })),
  );
  const ids = Object.values(program).flatMap(({ configurationId: id }) => (id === undefined ? [] : [id]));
  const sharedIds = ids.filter((id, index) => ids.indexOf(id) !== index);
  // A stale state can have a configuration that no longer exists.
  const sameIdTwice = !stale && sharedIds.some((id) => !isSetForAdoption(world, id));
  const barred = pairs.some(
    ({ name, scm, forced }) =>
      !isSetForAdoption(world, scm.id) &&
      (forced
        ? scm.id === liveId(world, name)
        : entryOf(world, name) === undefined && !isInState(world, scm.id)),
  );
  return {
    certain: sameIdTwice || barred ? [4044] : [],
    possible: pairs.length > 0 || sharedIds.length > 0 ? [4044] : [],
  };
}

/** Whether a configuration has the id or the consumer that a resource declares. */
export function conflictsWith({ id, clientId, urls }: Scm, { key, web, configurationId }: Spec): boolean {
  return id === configurationId || (clientId === key && urls?.web === web);
}

function liveId(world: World, name: string): string | undefined {
  const entry = entryOf(world, name);
  return entry?.pendingReplacement === true ? undefined : entry?.id;
}

/** Configurations in use that the run deletes (4043). */
function inUse(world: World, program: Program): Reasons & Pick<ExpectedOutcome, "undeletable"> {
  const used = held(world).filter((scm) => scm.inUse);
  const bound = used.filter(({ id }) => isInState(world, id) || isSetForAdoption(world, id));
  const undeletable = used.filter((scm) =>
    world.snapshot.resources.some(
      ({ id, urn, outputs, pendingReplacement }) =>
        id === scm.id &&
        pendingReplacement !== true &&
        outputs["whenInUse"] === "fail" &&
        !Object.keys(program).some((name) => urnOf(name) === urn) &&
        !Object.values(program).some((spec) => conflictsWith(scm, spec)),
    ),
  );
  return {
    certain: undeletable.length > 0 ? [4043] : [],
    possible: bound.length > 0 ? [4043] : [],
    undeletable,
  };
}

/** A configuration that two resources have, or that a resource has and another adopts or, after its deletion, creates. */
function mayBeShared(world: World): Reason[] {
  const ids = world.snapshot.resources.filter(({ deleting }) => deleting !== true).map(({ id }) => id);
  const declared = Object.values(world.program).map(({ configurationId }) => configurationId);
  const isShared = ids.some(
    (id, index) => ids.indexOf(id) !== index || isSetForAdoption(world, id) || declared.includes(id),
  );
  return isShared ? ["shared"] : [];
}

/** The cluster's default, if the run disables or deletes it, and the program doesn't declare it as the default (4041). */
function isDefaultByHand(world: World, program: Program, replace: readonly string[]): Reason[] {
  const marked = held(world).find((scm) => scm.default);
  if (marked === undefined) {
    return [];
  }
  const disabling = Object.values(program).some(({ enabled }) => !enabled);
  // The engine requests no diff for a forced replacement, so that the new configuration doesn't inherit the default.
  const removing = world.snapshot.resources.some(
    ({ id, urn, deleting, taint }) =>
      id === marked.id &&
      (deleting === true ||
        taint === true ||
        replace.includes(urn) ||
        !Object.keys(program).some((name) => urnOf(name) === urn)),
  );
  return disabling || removing ? [4041] : [];
}
