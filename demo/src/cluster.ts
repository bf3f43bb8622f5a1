import type { AdminApi, Configuration } from "./adminApi";
import { mustHold } from "./claims";
import type { Narrator } from "./narrate";

const HEADINGS = ["ID", "PROVIDER", "ENABLED", "DEFAULT", "WEB URL"];

/** Shows what the cluster's list of SCM configurations has, which must be what was told. */
export async function showCluster(
  narrator: Narrator,
  admin: AdminApi,
  ...told: readonly Configuration[]
): Promise<void> {
  const found = await admin.list();
  narrator.table([HEADINGS, ...found.map(rowOf)]);
  mustHold(found, told);
}

function rowOf({ id, provider, enabled, default: isDefault, urls }: Configuration): string[] {
  return [id, provider, yesOrNo(enabled), yesOrNo(isDefault), urls?.web ?? "-"];
}

function yesOrNo(value: boolean): string {
  return value ? "yes" : "no";
}
