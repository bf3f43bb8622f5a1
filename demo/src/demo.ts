import { perform } from "./perform";
import { linkAccount, refuseWrongSecret } from "./scenes/consumer";
import { clearUp, destroyWhatWasChanged, lookAround } from "./scenes/end";
import { destroy, makeConfiguration, makeDefault, mendDrift, runAgain } from "./scenes/life";
import { prepareStack, startCluster } from "./scenes/prepare";

void perform(async (performance) => {
  const { narrator, stage, lookAround: wait } = performance;
  narrator.title(
    "One Bitbucket Cloud configuration of an Algorithmia Enterprise cluster, from first to last",
  );
  narrator.tell(
    "The real Pulumi engine makes it, changes it, mends it and removes it; after each step the cluster is asked " +
      `whether that is so. All of it happens on this machine, in ${stage.directory}, which is gone at the end.`,
  );
  const setting = await narrator.scene("Start a cluster", () => startCluster(performance));
  const stack = await narrator.scene("Prepare a consumer and a stack", () => prepareStack(setting));
  const play = { ...setting, stack };
  await narrator.scene("Catch a wrong secret", () => refuseWrongSecret(play));
  const made = await narrator.scene("Make the configuration", () => makeConfiguration(play));
  const userKey = await narrator.scene("Let a user link an account", () => linkAccount(play, made));
  await narrator.scene("Run the same program again", () => runAgain(play, made));
  const chosen = await narrator.scene("Make it the cluster's default", () => makeDefault(play, made));
  await narrator.scene("Mend what somebody changed by hand", () => mendDrift(play, chosen));
  const isChanged =
    wait !== undefined && (await narrator.scene("Look around", () => lookAround(play, userKey, wait)));
  await narrator.scene("Remove it", () => (isChanged ? destroyWhatWasChanged(play, made.id) : destroy(play)));
  await narrator.scene("Clear up", () => clearUp(performance));
  narrator.close();
});
