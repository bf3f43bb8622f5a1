import type { Provider } from "../../model/support/process";
import { deleteAll } from "./deletes";
import { refresh } from "./refresh";
import type { Declared, Snapshot } from "./snapshot";
import { update } from "./update";

/** How the steps of a run follow each other. */
export type Order =
  /** All at once, as by default. */
  | "parallel"
  /** One after the other, as with `--parallel 1`. */
  | "one by one"
  /** Each resource is declared when the one before it is done, as with `dependsOn`. */
  | "dependent";

export interface Operation {
  readonly kind: "up" | "preview" | "refresh" | "destroy";
  readonly order: Order;
  /** With `--refresh`: reads first. */
  readonly refreshFirst: boolean;
  /** URNs of `--target-replace`. */
  readonly replace: readonly string[];
}

/** Passed through a run. */
export interface Context {
  readonly provider: Provider;
  readonly snapshot: Snapshot;
  readonly operation: Operation;
  /** The first failure ends the run: what is under way goes on to its end, and nothing else starts. */
  readonly failures: unknown[];
}

/** A check failure as the engine reports it. */
export class CheckFailed extends Error {
  override readonly name = "CheckFailed";
}

/**
 * What Pulumi's engine does in one run, as far as a provider can tell: which calls, in which order, with what, and
 * what the state keeps. Sources: the facts measured on the real engine, and `resource/deploy` of pulumi/pkg v3.259.0
 * by function where a rule stands; `engine.test.ts` holds it against the real CLI.
 *
 * The snapshot changes as steps complete, as the file backend writes it: a run that is cut off leaves what it had.
 */
export async function run(context: Context, program: readonly Declared[]): Promise<void> {
  const { operation, failures } = context;
  if (operation.kind === "refresh" || operation.refreshFirst) {
    await refresh(context);
  }
  if (failures.length > 0 || operation.kind === "refresh") {
    return;
  }
  if (operation.kind === "destroy") {
    await deleteAll(context, context.snapshot.resources, () => false);
    return;
  }
  await update(context, program);
}
