import { clientFor } from "../run/connection";
import { isHeld, replacementStartingWith } from "../run/memory";
import { type State, urnOf } from "../inputs/model";
import { forgetList } from "../run/reads";
import { removeConfiguration } from "./deleteConfiguration";
import { info } from "../run/reporter";
import { verifyConsumer } from "./verifyConsumer";
import { whenInUseOfRun } from "./whenInUse";

/** Deletes the configuration, disabling it first and handing the default over where the cluster asks for that. */
export async function remove(id: string, state: State): Promise<void> {
  if (isHeld(state.apiUrl, id, urnOf(state))) {
    await info(
      `Kept the configuration ${id}: another resource of this run manages it, or a create returned it.`,
    );
    return;
  }
  const client = await clientFor(state);
  forgetList(state.apiUrl);
  const replacement = replacementStartingWith(state.apiUrl, id);
  if (replacement !== undefined) {
    // A wrong new secret would otherwise leave no configuration at all.
    await verifyConsumer(replacement.successor);
  }
  const successorTakesDefault = replacement?.successor.enabled === true;
  const { handedDefaultOver } = await removeConfiguration(client, id, {
    mayHandDefaultOver: state.__managed.includes("isDefault") || successorTakesDefault,
    // One that stays, if only disabled, would bar its successor under the same key or id.
    whenInUse: replacement === undefined ? whenInUseOfRun(state.whenInUse) : "fail",
  });
  if (replacement !== undefined) {
    replacement.handedDefaultOver = handedDefaultOver;
  }
}
