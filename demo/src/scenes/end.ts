import { existsSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { DemoFailure } from "../failure";
import type { Play } from "../play";
import type { Performance } from "../perform";

/** Files, so that no key is in what a terminal or a log keeps. */
const ADMIN_KEY = "admin-key";
const USER_KEY = "user-key";

/** Keeps everything running for a person, and tells whether that person changed something. */
export async function lookAround(play: Play, userKey: string, wait: () => Promise<void>): Promise<boolean> {
  const { narrator, admin, addresses, stage, secrets } = play;
  stage.keep(ADMIN_KEY, secrets.apiKey);
  stage.keep(USER_KEY, userKey);
  narrator.tell("All of it goes on running, to click around in:");
  narrator.table([
    ["PAGE", "ADDRESS", "SIGN IN WITH"],
    ["The admin's", `${addresses.url}/`, ADMIN_KEY],
    ["A user's accounts", `${addresses.url}/account`, USER_KEY],
    ["Bitbucket", `${addresses.bitbucketUrl}/`, "-"],
  ]);
  narrator.tell(
    `The keys are in files of these names in ${stage.directory}. They are made up for this run and open nothing but ` +
      "this emulator. Ctrl-C ends the looking around, and the rest follows.",
  );
  const before = await admin.list();
  await wait();
  return !isDeepStrictEqual(await admin.list(), before);
}

/** The destroy after somebody has changed things by hand: whatever comes of it is told, and is no failure. */
export async function destroyWhatWasChanged({ narrator, admin, stack }: Play, id: string): Promise<void> {
  narrator.tell(
    "The cluster was changed by hand meanwhile, so what this destroy meets is not known here beforehand.",
  );
  try {
    await stack.operate("destroy");
  } catch (error) {
    if (!(error instanceof DemoFailure)) throw error;
    narrator.tell("Pulumi says above why it could not remove the configuration. It goes with the emulator.");
    return;
  }
  if ((await admin.list()).some((held) => held.id === id)) {
    throw new DemoFailure("The cluster still holds what Pulumi says it removed.");
  }
  narrator.checked(
    "The configuration that Pulumi made is gone; what was made by hand is not Pulumi's to remove.",
  );
}

export async function clearUp({ narrator, stage }: Performance): Promise<void> {
  narrator.tell("The emulator is asked to stop, and all that this run wrote is removed.");
  const code = await stage.clear();
  if (code !== 0) throw new DemoFailure(`The emulator ended with ${String(code)}.`);
  if (existsSync(stage.directory)) throw new DemoFailure(`${stage.directory} is still there.`);
  narrator.checked(`The emulator has stopped, and ${stage.directory} is gone.`);
}
