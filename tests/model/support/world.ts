import type { Emulator } from "../../../emulator/src";
import { type Scm, startEmulator } from "../../../emulator/src";
import { emptySnapshot, type Resource, type Snapshot } from "../../support/engine/snapshot";
import { type Program, urnOf } from "./program";

/** A cluster, a stack's state and a program, and what must be remembered of how they came to be so. */
export interface World {
  readonly emulator: Emulator;
  snapshot: Snapshot;
  program: Program;
  /** Configurations whose secret is not known to anybody: made by hand, or by a run whose state was lost. */
  readonly adopted: Set<string>;
  /** What the next run is told to adopt (`ALGORITHMIA_ADOPT`). */
  readonly adopting: Set<string>;
  /** What was left disabled because an algorithm uses it. */
  readonly letGo: Set<string>;
  /** Whether somebody changed the cluster since the state last saw it. */
  unseenChange: boolean;
}

export { startEmulator };

export function newWorld(emulator: Emulator): World {
  emulator.reset();
  emulator.requests.clear();
  return {
    emulator,
    snapshot: emptySnapshot(),
    program: {},
    adopted: new Set(),
    adopting: new Set(),
    letGo: new Set(),
    unseenChange: false,
  };
}

/** The configurations of Bitbucket Cloud on the cluster. */
export function held({ emulator }: World): Scm[] {
  return emulator.scms().filter(({ provider }) => provider === "bitbucket-cloud");
}

/** The state's entry of a resource that lives. */
export function entryOf({ snapshot }: World, name: string): Resource | undefined {
  return snapshot.resources.find(({ urn, deleting }) => urn === urnOf(name) && deleting !== true);
}

export function isInState({ snapshot }: World, id: string): boolean {
  return snapshot.resources.some((resource) => resource.id === id && resource.pendingReplacement !== true);
}

/** Whether the user named a configuration for adoption. */
export function isNamed({ program, adopting }: World, id: string): boolean {
  return adopting.has(id) || Object.values(program).some(({ adopt }) => adopt === id);
}
