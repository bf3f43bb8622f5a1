import type { Scm } from "../../../emulator/src";
import type { Operation } from "../../support/engine/run";
import { type Program, type Spec, urnOf } from "./program";
import { entryOf, held, isInState, isNamed, type World } from "./world";

/** Why a run may not reach what the program says: a check failure, or the code of the cluster's refusal. */
export type Reason = "check" | 4009 | 4041 | 4042 | 4043 | 4044;

export interface Verdict {
  /** With any of these, the run fails. */
  readonly certain: ReadonlySet<Reason>;
  /** It may fail with these, or with those above, and with no other. */
  readonly possible: ReadonlySet<Reason>;
  /** In use, to be deleted, and not to be let go: they outlive the run. */
  readonly stuck: readonly Scm[];
}

/**
 * What must come of a run that nothing disturbs for long, told from the program, the state and the cluster before
 * it. Where it names no reason the run must succeed.
 */
export function judge(world: World, operation: Operation): Verdict {
  if (operation.kind === "refresh") {
    return verdict([], []);
  }
  const { program } = world;
  const wrong = isWrong(program) ? (["check"] as const) : [];
  if (operation.kind === "preview") {
    return verdict(wrong, []);
  }
  const goal: Program = operation.kind === "destroy" ? {} : program;
  // What the state doesn't know of the cluster, an up without a refresh runs into.
  const stale = world.unseenChange && !operation.refreshFirst && operation.kind === "up";
  const used = inUse(world, goal);
  const conflict = conflicts(world, goal, operation.replace);
  return verdict(
    [...(operation.kind === "destroy" ? [] : wrong), ...conflict.certain, ...used.certain],
    [
      ...conflict.possible,
      ...used.possible,
      ...isDefaultByHand(world, goal),
      ...(stale ? ([4009, 4041, 4042, 4044] as const) : []),
    ],
    used.stuck,
  );
}

function verdict(
  certain: readonly Reason[],
  possible: readonly Reason[],
  stuck: readonly Scm[] = [],
): Verdict {
  return { certain: new Set(certain), possible: new Set(possible), stuck };
}

/** What check refuses: a disabled default, two defaults, one consumer twice. */
export function isWrong(program: Program): boolean {
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
 * Configurations that stand where one of the program is to be (4044), and that nobody named for adoption. A replacement
 * that the user forces comes as a create, which meets the resource's own configuration.
 */
function conflicts(world: World, program: Program, replace: readonly string[]): Reasons {
  const isForced = (name: string) => replace.includes(urnOf(name)) || entryOf(world, name)?.taint === true;
  const pairs = Object.entries(program).flatMap(([name, spec]) =>
    held(world)
      .filter((scm) => stands(scm, spec) && (isForced(name) || scm.id !== liveId(world, name)))
      .map((scm) => ({ name, scm, forced: isForced(name) })),
  );
  const ids = Object.values(program).flatMap(({ configurationId: id }) => (id === undefined ? [] : [id]));
  const sameIdTwice = new Set(ids).size < ids.length && !ids.some((id) => isNamed(world, id));
  const barred = pairs.some(
    ({ name, scm, forced }) =>
      !isNamed(world, scm.id) &&
      (forced
        ? scm.id === liveId(world, name)
        : entryOf(world, name) === undefined && !isInState(world, scm.id)),
  );
  return {
    certain: sameIdTwice || barred ? [4044] : [],
    possible: pairs.length > 0 || sameIdTwice ? [4044] : [],
  };
}

/** Whether a configuration has the id or the consumer that a resource is to have. */
export function stands({ id, clientId, urls }: Scm, { key, web, configurationId }: Spec): boolean {
  return id === configurationId || (clientId === key && urls?.web === web);
}

function liveId(world: World, name: string): string | undefined {
  const entry = entryOf(world, name);
  return entry?.pendingReplacement === true ? undefined : entry?.id;
}

/** Configurations to be deleted that an algorithm uses (4043). */
function inUse(world: World, program: Program): Reasons & Pick<Verdict, "stuck"> {
  const used = held(world).filter((scm) => scm.inUse);
  const bound = used.filter(({ id }) => isInState(world, id) || isNamed(world, id));
  const stuck = used.filter((scm) =>
    world.snapshot.resources.some(
      ({ id, urn, outputs, pendingReplacement }) =>
        id === scm.id &&
        pendingReplacement !== true &&
        outputs["whenInUse"] === "fail" &&
        !Object.keys(program).some((name) => urnOf(name) === urn) &&
        !Object.values(program).some((spec) => stands(scm, spec)),
    ),
  );
  return { certain: stuck.length > 0 ? [4043] : [], possible: bound.length > 0 ? [4043] : [], stuck };
}

/** The cluster's default that is to be disabled or deleted, and that the state has no right to give away (4041). */
function isDefaultByHand(world: World, program: Program): Reason[] {
  const marked = held(world).find((scm) => scm.default);
  if (marked === undefined) {
    return [];
  }
  const disabling = Object.values(program).some(({ enabled }) => !enabled);
  const removing = world.snapshot.resources.some(
    ({ id, urn, deleting }) =>
      id === marked.id && (deleting === true || !Object.keys(program).some((name) => urnOf(name) === urn)),
  );
  return disabling || removing ? [4041] : [];
}
