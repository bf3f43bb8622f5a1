import type { Emulator } from "../../../emulator/src";
import { type Scm, startEmulator } from "../../../emulator/src";
import { emptySnapshot, type Resource, type Snapshot } from "../../support/engine/snapshot";
import { type Program, urnOf } from "./program";

/** A cluster, a stack's state and a program, with their history as far as expected outcomes depend on it. */
export interface World {
  readonly emulator: Emulator;
  snapshot: Snapshot;
  program: Program;
  /** Configurations whose secret can differ from the program's: created manually, or by a run whose state was lost. */
  readonly unknownSecrets: Set<string>;
  /** Ids that the next run adopts (`ALGORITHMIA_ADOPT`). */
  readonly adoptInNextRun: Set<string>;
  /** Configurations that a delete left disabled, because an algorithm uses them. */
  readonly leftDisabled: Set<string>;
  /** Whether the cluster may have changed since the state was last refreshed. */
  hasUnseenChange: boolean;
}

export { startEmulator };

export function newWorld(emulator: Emulator): World {
  emulator.reset();
  emulator.requests.clear();
  return {
    emulator,
    snapshot: emptySnapshot(),
    program: {},
    unknownSecrets: new Set(),
    adoptInNextRun: new Set(),
    leftDisabled: new Set(),
    hasUnseenChange: false,
  };
}

/** The configurations of Bitbucket Cloud on the cluster. */
export function held({ emulator }: World): Scm[] {
  return emulator.scms().filter(({ provider }) => provider === "bitbucket-cloud");
}

/** The resource in the state, unless it is to be deleted. */
export function entryOf({ snapshot }: World, name: string): Resource | undefined {
  return snapshot.resources.find(({ urn, deleting }) => urn === urnOf(name) && deleting !== true);
}

export function isInState({ snapshot }: World, id: string): boolean {
  return snapshot.resources.some((resource) => resource.id === id && resource.pendingReplacement !== true);
}

/** Whether the user set the configuration for adoption. */
export function isSetForAdoption({ program, adoptInNextRun }: World, id: string): boolean {
  return adoptInNextRun.has(id) || Object.values(program).some(({ adopt }) => adopt === id);
}
