import type { Configuration } from "../adminApi";
import { mustHold, mustNotContain, mustSay } from "../claims";
import { showCluster } from "../cluster";
import { DemoFailure } from "../failure";
import { FORMER_DEFAULT, INTERNAL, type Play } from "../play";

export async function makeConfiguration({
  narrator,
  addresses: { bitbucketUrl },
  admin,
  stack,
  secrets,
}: Play): Promise<Configuration> {
  narrator.tell("Bitbucket accepts the consumer now, so Pulumi creates what the program declares.");
  const output = await stack.operate("up");
  const id = /configurationId *: "([^"]+)"/.exec(output)?.[1];
  if (id === undefined) throw new DemoFailure("Pulumi does not show the id of what it made.");
  const made: Configuration = {
    id,
    provider: "bitbucket-cloud",
    enabled: true,
    default: false,
    scm: { client_id: secrets.consumerKey },
    urls: { web: bitbucketUrl, api: bitbucketUrl, ssh: "ssh://git@127.0.0.1" },
  };
  await showCluster(narrator, admin, INTERNAL, made);
  narrator.checked(
    "The cluster holds it under the id that Pulumi shows: enabled, with the URLs and the consumer key from the " +
      'config. New algorithms are still offered "internal" first.',
  );
  const files = mustNotContain(stack.folders, Object.values(secrets));
  narrator.checked(
    `None of the ${files} files of config and state has a key, secret or passphrase in plain.`,
  );
  return made;
}

export async function runAgain({ narrator, admin, stack }: Play, made: Configuration): Promise<void> {
  narrator.tell(
    "Program and cluster agree, so there is nothing to do. --expect-no-changes would fail otherwise.",
  );
  mustSay(await stack.operate("up", "--expect-no-changes"), /2 unchanged/);
  mustHold(await admin.list(), [INTERNAL, made]);
  narrator.checked("Nothing was changed, and the cluster holds the same as before.");
}

export async function makeDefault(
  { narrator, admin, stack }: Play,
  made: Configuration,
): Promise<Configuration> {
  narrator.tell(
    "The default is what users see preselected for a new algorithm. This changes in place: the configuration keeps its " +
      "id, so nobody has to link an account again. But algorithms on an external host have no Web IDE, so the provider warns.",
  );
  await stack.configure("isDefault", "true");
  const output = await stack.operate("up", "--diff");
  mustSay(output, /warning: .*no Web IDE/);
  mustSay(output, /~ 1 updated/);
  const chosen = { ...made, default: true };
  await showCluster(narrator, admin, FORMER_DEFAULT, chosen);
  narrator.checked(
    'It is the default now, under the same id, and "internal" no longer is. Pulumi gave the warning.',
  );
  return chosen;
}

export async function mendDrift({ narrator, admin, stack }: Play, chosen: Configuration): Promise<void> {
  narrator.tell(
    'An admin, by hand and behind Pulumi\'s back, makes "internal" the default again and disables the configuration:',
  );
  await admin.makeDefault(INTERNAL.id);
  await admin.disable(chosen.id);
  const drifted = { ...chosen, enabled: false, default: false };
  await showCluster(narrator, admin, INTERNAL, drifted);

  narrator.tell(
    "A refresh reads the cluster and records what it finds in the state, without changing anything there.",
  );
  const output = await stack.operate("refresh", "--diff");
  mustSay(output, /~ enabled *: true => false/);
  mustSay(output, /~ isDefault *: true => false/);
  mustHold(await admin.list(), [INTERNAL, drifted]);
  narrator.checked("Pulumi shows both changes, and left the cluster as it was.");

  narrator.tell(
    "The program still says enabled and default, so up mends both: enabling first, since a cluster refuses a disabled " +
      "default.",
  );
  mustSay(await stack.operate("up", "--diff"), /~ 1 updated/);
  await showCluster(narrator, admin, FORMER_DEFAULT, chosen);
  narrator.checked("The cluster holds again what the program declares.");
}

export async function destroy({ narrator, admin, stack }: Play): Promise<void> {
  narrator.tell(
    "A cluster deletes neither its default nor what is enabled. So the provider first gives the default back to " +
      '"internal", then disables the configuration, and deletes it.',
  );
  const output = await stack.operate("destroy");
  mustSay(output, /- 2 deleted/);
  mustSay(output, /warning: Handed the cluster's default to "internal"/);
  await showCluster(narrator, admin, INTERNAL);
  narrator.checked('Only "internal" is left, and is the default as it was at the start.');
}
