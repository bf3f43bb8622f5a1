import { AdminApi } from "../adminApi";
import { showCluster } from "../cluster";
import { ControlApi } from "../controlApi";
import type { Performance } from "../perform";
import { ADA, INTERNAL, type Setting } from "../play";
import { Stack } from "../stack";

export async function startCluster(performance: Performance): Promise<Setting> {
  const { narrator, stage, secrets, stop, lookAround } = performance;
  narrator.tell(
    "This project's emulator stands in for one, and beside it for Bitbucket's OAuth side. It answers by the " +
      "documented rules, keeps its data on disk, and runs as a process of its own. Its admin's API key is handed " +
      "over in the environment, since anybody on a machine can list the arguments of its processes.",
  );
  const addresses = await stage.startCluster(secrets.apiKey);
  const admin = new AdminApi(addresses.url, secrets.apiKey, stop);
  const control = new ControlApi(addresses, stop);
  await showCluster(narrator, admin, INTERNAL);
  narrator.checked(
    `It answers at ${addresses.url} and has what each new cluster has: its internal source code host.`,
  );
  narrator.tell(
    `A browser finds its admin page at the same address${lookAround === undefined ? ". This run removes it within seconds: make demo KEEP=1 waits before that, and says how to sign in." : "; how to sign in follows below."}`,
  );
  return { ...performance, addresses, admin, control };
}

export async function prepareStack(setting: Setting): Promise<Stack> {
  const { narrator, secrets, addresses, control } = setting;
  narrator.tell(
    "In Bitbucket, an admin makes an OAuth consumer: callback URL and permissions as the vendor's guide says. That " +
      "has no public API and stays by hand; here the stand-in is told. Key and secret are made up for this run.",
  );
  await control.addConsumer({ key: secrets.consumerKey, secret: secrets.consumerSecret });
  await control.addAccount(ADA);
  narrator.tell(
    "The program is examples/quickstart as it stands: one BitbucketCloudScmConfiguration, with the consumer's key " +
      "and secret out of secret config. Secrets are given to Pulumi by standard input, and the state goes to a local " +
      "folder under a passphrase made for this run, so no account is needed. Each command below also gets -C, --stack " +
      "and --config-file, which say where program and config are: the config stays out of this checkout.",
  );
  const stack = new Stack(setting, secrets.passphrase);
  await stack.init();
  await stack.configureAll({
    "algorithmia:apiUrl": addresses.url,
    "urls.web": addresses.bitbucketUrl,
    "urls.api": addresses.bitbucketUrl,
    "urls.ssh": "ssh://git@127.0.0.1",
  });
  await stack.configureSecret("algorithmia:apiKey", secrets.apiKey);
  await stack.configureSecret("consumerKey", secrets.consumerKey);
  return stack;
}
