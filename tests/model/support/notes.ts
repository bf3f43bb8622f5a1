import type { Outcome } from "./runs";
import type { Run } from "./runs";
import type { World } from "./world";

/** Keeps the record that later runs are judged by, after a run. */
export function takeNote(world: World, { operation }: Run, outcome: Outcome): void {
  const { adopted, letGo, emulator } = world;
  for (const [, id = ""] of outcome.said.matchAll(/^Adopted the configuration (\S+)\. /gm)) {
    adopted.add(id);
  }
  for (const [, id = ""] of outcome.said.matchAll(/^Left the configuration (\S+) disabled/gm)) {
    letGo.add(id);
  }
  for (const ids of [adopted, letGo]) {
    for (const id of ids) {
      if (emulator.scm(id) === undefined) {
        ids.delete(id);
      }
    }
  }
  const refreshed = operation.kind === "refresh" || operation.refreshFirst;
  world.unseenChange = outcome.ended === "well" ? world.unseenChange && !refreshed : true;
}
