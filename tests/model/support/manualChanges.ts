import type { ManualChange } from "./commands";
import { urlsOf, WEBS } from "./program";
import { held, type World } from "./world";

/** Changes a configuration as an admin could, unless the cluster would reject the change. */
export function changeManually(world: World, what: ManualChange, which: number): void {
  const { emulator } = world;
  const all = held(world);
  const scm = all[which % Math.max(all.length, 1)];
  if (what === "make default" && which >= all.length) {
    emulator.change("internal", { default: true });
    world.hasUnseenChange = true;
    return;
  }
  if (scm === undefined) {
    return;
  }
  world.hasUnseenChange = true;
  const { id } = scm;
  if (what === "delete" && !scm.inUse) {
    deleteManually(world, id);
  } else if (what === "edit urls") {
    editUrls(world, id);
  } else if ((what === "disable" && !scm.default) || what === "enable") {
    emulator.change(id, { enabled: what === "enable" });
  } else if (what === "make default" && scm.enabled) {
    emulator.change(id, { default: true });
  } else if (what === "use" || what === "stop using") {
    emulator.change(id, { inUse: what === "use" });
  }
}

/** Deletes a configuration. If it is the default, `internal` becomes the default first. */
export function deleteManually({ emulator }: World, id: string): void {
  if (emulator.scm(id)?.default === true) {
    emulator.change("internal", { default: true });
  }
  emulator.remove(id);
}

/** Creates a configuration, unless its consumer or id exists. */
export function createManually(
  world: World,
  { key, web, id }: { key: string; web: string; id?: string | undefined },
): void {
  if (held(world).some((scm) => scm.id === id || (scm.clientId === key && scm.urls?.web === web))) {
    return;
  }
  // With a secret and a name that the program doesn't have.
  const scm = world.emulator.seed({ clientId: key, urls: urlsOf(web), id, name: "Created manually" });
  world.unknownSecrets.add(scm.id);
  world.hasUnseenChange = true;
}

function editUrls(world: World, id: string): void {
  const scm = world.emulator.scm(id);
  const web = WEBS.find((other) => other !== scm?.urls?.web) ?? WEBS[0];
  const taken = held(world).some((other) => other.clientId === scm?.clientId && other.urls?.web === web);
  if (!taken) {
    world.emulator.change(id, { urls: urlsOf(web) });
  }
}
