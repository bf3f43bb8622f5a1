import { existsSync } from "node:fs";
import { AdminApi, type Configuration } from "./adminApi";
import { mustHold, mustNotContain, mustSay } from "./claims";
import { showCluster } from "./cluster";
import { DemoFailure } from "./failure";
import { perform, type Performance } from "./perform";
import { Stack } from "./stack";

/** What the story goes on with, once there are a cluster and a stack. */
interface Play extends Performance {
  readonly admin: AdminApi;
  readonly stack: Stack;
}

const INTERNAL: Configuration = { id: "internal", provider: "internal", enabled: true, default: true };
const FORMER_DEFAULT: Configuration = { ...INTERNAL, default: false };

void perform(async (performance) => {
  const { narrator, stage } = performance;
  narrator.title(
    "One Bitbucket Cloud configuration of an Algorithmia Enterprise cluster, from first to last",
  );
  narrator.tell(
    "The real Pulumi engine makes it, changes it, mends it and removes it; after each step the cluster is asked " +
      `whether that is so. All of it happens on this machine, in ${stage.directory}, which is gone at the end.`,
  );
  const admin = await narrator.scene("Start a cluster", () => startCluster(performance));
  const stack = await narrator.scene("Prepare a Pulumi stack", () => prepareStack(performance, admin));
  const play = { ...performance, admin, stack };
  const made = await narrator.scene("Make the configuration", () => makeConfiguration(play));
  await narrator.scene("Run the same program again", () => runAgain(play, made));
  const chosen = await narrator.scene("Make it the cluster's default", () => makeDefault(play, made));
  await narrator.scene("Mend what somebody changed by hand", () => mendDrift(play, chosen));
  await narrator.scene("Remove it", () => destroy(play));
  await narrator.scene("Clear up", () => clearUp(performance));
  narrator.close();
});

async function startCluster({ narrator, stage, secrets, stop }: Performance): Promise<AdminApi> {
  narrator.tell(
    "This project's emulator stands in for one: it answers the admin API by the documented rules and keeps its data " +
      "on disk. It runs as a process of its own. Its admin's API key is handed over in the environment, since " +
      "anybody on a machine can list the arguments of its processes.",
  );
  const url = await stage.startCluster(secrets.apiKey);
  const admin = new AdminApi(url, secrets.apiKey, stop);
  await showCluster(narrator, admin, INTERNAL);
  narrator.checked(`It answers at ${url} and has what each new cluster has: its internal source code host.`);
  return admin;
}

async function prepareStack(performance: Performance, admin: AdminApi): Promise<Stack> {
  const { narrator, secrets } = performance;
  narrator.tell(
    "The program is examples/quickstart as it stands: one BitbucketCloudScmConfiguration with the key and the secret " +
      "of an OAuth consumer, both out of secret config. They are made up here, so Bitbucket is not asked about them: " +
      "algorithmia:verifyConsumer is off. The state goes to a " +
      "local folder under a passphrase made for this run, so no account is needed. Secrets are given to Pulumi by " +
      "standard input. Each command below also gets -C, --stack and --config-file, which say where program and " +
      "config are: the config stays out of this checkout.",
  );
  const stack = new Stack(performance, secrets.passphrase);
  await stack.init();
  await stack.configure("algorithmia:apiUrl", admin.url);
  await stack.configure("algorithmia:verifyConsumer", "off");
  await stack.configureSecret("algorithmia:apiKey", secrets.apiKey);
  await stack.configureSecret("consumerKey", secrets.consumerKey);
  await stack.configureSecret("consumerSecret", secrets.consumerSecret);
  return stack;
}

async function makeConfiguration({ narrator, admin, stack, secrets }: Play): Promise<Configuration> {
  narrator.tell("Nothing is there yet, so Pulumi creates what the program declares.");
  const output = await stack.operate("up");
  const id = /configurationId *: "([^"]+)"/.exec(output)?.[1];
  if (id === undefined) throw new DemoFailure("Pulumi does not show the id of what it made.");
  const made: Configuration = {
    id,
    provider: "bitbucket-cloud",
    enabled: true,
    default: false,
    scm: { client_id: secrets.consumerKey },
    urls: { web: "https://bitbucket.org", api: "https://api.bitbucket.org", ssh: "ssh://git@bitbucket.org" },
  };
  await showCluster(narrator, admin, INTERNAL, made);
  narrator.checked(
    "The cluster holds it under the id that Pulumi shows: enabled, with Bitbucket Cloud's public addresses and the " +
      'consumer key from the config. New algorithms are still offered "internal" first.',
  );
  const files = mustNotContain(stack.folders, Object.values(secrets));
  narrator.checked(
    `None of the ${files} files of config and state has a key, secret or passphrase in plain.`,
  );
  return made;
}

async function runAgain({ narrator, admin, stack }: Play, made: Configuration): Promise<void> {
  narrator.tell(
    "Program and cluster agree, so there is nothing to do. --expect-no-changes would fail otherwise.",
  );
  mustSay(await stack.operate("up", "--expect-no-changes"), /2 unchanged/);
  mustHold(await admin.list(), [INTERNAL, made]);
  narrator.checked("Nothing was changed, and the cluster holds the same as before.");
}

async function makeDefault({ narrator, admin, stack }: Play, made: Configuration): Promise<Configuration> {
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

async function mendDrift({ narrator, admin, stack }: Play, chosen: Configuration): Promise<void> {
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

async function destroy({ narrator, admin, stack }: Play): Promise<void> {
  narrator.tell(
    "A cluster deletes neither its default nor what is enabled. So the provider first gives the default back to " +
      '"internal", then disables the configuration, and deletes it.',
  );
  const output = await stack.operate("destroy");
  mustSay(output, /- 2 deleted/);
  mustSay(output, /warning: Handed the cluster's default over to "internal"/);
  await showCluster(narrator, admin, INTERNAL);
  narrator.checked('Only "internal" is left, and is the default as it was at the start.');
}

async function clearUp({ narrator, stage }: Performance): Promise<void> {
  narrator.tell("The emulator is asked to stop, and all that this run wrote is removed.");
  const code = await stage.clear();
  if (code !== 0) throw new DemoFailure(`The emulator ended with ${String(code)}.`);
  if (existsSync(stage.directory)) throw new DemoFailure(`${stage.directory} is still there.`);
  narrator.checked(`The emulator has stopped, and ${stage.directory} is gone.`);
}
