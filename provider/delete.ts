import { clientFor } from "./connection";
import { isKept, replacementStartingWith } from "./memory";
import type { State } from "./model";
import { forgetList } from "./reads";
import { removeConfiguration } from "./remove";
import { info } from "./report";
import { verifyConsumer } from "./verifyConsumer";
import { whenInUseOfRun } from "./whenInUse";

/** Deletes the configuration, disabling it first and handing the default over where the cluster asks for that. */
export async function remove(id: string, state: State): Promise<void> {
  if (isKept(state.apiUrl, id)) {
    await info(`Kept the configuration ${id}: what replaces it is the very same.`);
    return;
  }
  const client = await clientFor(state);
  forgetList(state.apiUrl);
  const replacement = replacementStartingWith(state.apiUrl, id);
  if (replacement !== undefined) {
    // A wrong new secret would otherwise leave no configuration at all.
    await verifyConsumer(replacement.successor);
  }
  const replacing = replacement !== undefined;
  const declaredDefault = state.__managed.includes("isDefault") && state.isDefault;
  await removeConfiguration(client, id, {
    handsDefaultOver: declaredDefault || replacing,
    // One that stays, if only disabled, would bar its successor under the same key or id.
    whenInUse: replacing ? "fail" : whenInUseOfRun(state.whenInUse),
    restore: { enabled: state.enabled, isDefault: state.isDefault },
  });
}
