import type { Outcome, Run } from "./operationRun";
import type { World } from "./world";

/** Records after a run what the expected outcome of later runs depends on. */
export function recordHistory(world: World, { operation }: Run, outcome: Outcome): void {
  const { unknownSecrets, leftDisabled, emulator } = world;
  for (const [, id = ""] of outcome.printed.matchAll(/^Adopted the configuration (\S+)\. /gm)) {
    unknownSecrets.add(id);
  }
  for (const [, id = ""] of outcome.printed.matchAll(/^Left the configuration (\S+) disabled/gm)) {
    leftDisabled.add(id);
  }
  for (const ids of [unknownSecrets, leftDisabled]) {
    for (const id of ids) {
      if (emulator.scm(id) === undefined) {
        ids.delete(id);
      }
    }
  }
  const refreshed = operation.kind === "refresh" || operation.refreshFirst;
  world.hasUnseenChange = outcome.ended === "success" ? world.hasUnseenChange && !refreshed : true;
}
