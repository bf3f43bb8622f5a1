import { deleteAll } from "./deletes";
import type { ProviderHost } from "./providerHost";
import { refresh } from "./refresh";
import type { Declared, Snapshot } from "./snapshot";
import { update } from "./update";

/** How the steps of a run follow each other. */
export type Order =
  /** All at once, as by default. */
  | "parallel"
  /** Sequentially, as with `--parallel 1`. */
  | "one by one"
  /** Each resource is declared when the previous resource is done, as with `dependsOn`. */
  | "dependent";

export interface Operation {
  readonly kind: "up" | "preview" | "refresh" | "destroy";
  readonly order: Order;
  /** With `--refresh`: reads first. */
  readonly refreshFirst: boolean;
  /** URNs of `--target-replace`. */
  readonly replace: readonly string[];
}

/** What the functions of a run share. */
export interface Context {
  readonly host: ProviderHost;
  readonly snapshot: Snapshot;
  readonly operation: Operation;
  /** The first failure ends the run: steps that have started run to their end, and no other step starts. */
  readonly failures: unknown[];
}

/** A check failure as the engine reports it. */
export class CheckFailed extends Error {
  override readonly name = "CheckFailed";
}

/**
 * A model of what Pulumi's engine does in one run, as far as a provider can observe it: the requests to the provider,
 * their order and content, and what the state keeps. The rules are from `resource/deploy` of pulumi/pkg v3.259.0, named
 * by function. `tests/model/engine.test.ts` compares the model with the Pulumi CLI.
 *
 * The snapshot changes as steps complete, as the file backend writes it, so an interrupted run leaves what it had.
 *
 * @returns The number of planned steps.
 */
export async function run(context: Context, program: readonly Declared[]): Promise<number> {
  const { operation, failures, snapshot } = context;
  if (operation.kind === "refresh" || operation.refreshFirst) {
    await refresh(context);
  }
  if (failures.length > 0 || operation.kind === "refresh") return 0;
  if (operation.kind === "destroy") return deleteAll(context, snapshot.resources, () => false);
  return update(context, program);
}
