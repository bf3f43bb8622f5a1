import type { ByHand } from "./commands";
import { urlsOf, WEBS } from "./program";
import { held, type World } from "./world";

/** Changes one of the cluster's configurations as an admin could. What the cluster would refuse is left. */
export function changeByHand(world: World, what: ByHand, which: number): void {
  const { emulator } = world;
  const all = held(world);
  const scm = all[which % Math.max(all.length, 1)];
  if (what === "make default" && which >= all.length) {
    emulator.change("internal", { default: true });
    world.unseenChange = true;
    return;
  }
  if (scm === undefined) {
    return;
  }
  world.unseenChange = true;
  const { id } = scm;
  if (what === "delete" && !scm.inUse) {
    removeByHand(world, id);
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

/** Deletes one, its mark of the default given to `internal` first. */
export function removeByHand({ emulator }: World, id: string): void {
  if (emulator.scm(id)?.default === true) {
    emulator.change("internal", { default: true });
  }
  emulator.remove(id);
}

/** Makes one, unless the cluster has its consumer or id already. */
export function makeByHand(
  world: World,
  { key, web, id }: { key: string; web: string; id?: string | undefined },
): void {
  if (held(world).some((scm) => scm.id === id || (scm.clientId === key && scm.urls?.web === web))) {
    return;
  }
  // Its secret is nobody's of the program.
  world.adopted.add(world.emulator.seed({ clientId: key, urls: urlsOf(web), id }).id);
  world.unseenChange = true;
}

function editUrls(world: World, id: string): void {
  const scm = world.emulator.scm(id);
  const web = WEBS.find((other) => other !== scm?.urls?.web) ?? WEBS[0];
  const taken = held(world).some((other) => other.clientId === scm?.clientId && other.urls?.web === web);
  if (!taken) {
    world.emulator.change(id, { urls: urlsOf(web) });
  }
}
