import type { Configuration } from "../adminApi";
import { mustBe, mustSay } from "../claims";
import { showCluster } from "../cluster";
import { ADA, INTERNAL, type Play } from "../play";
import { Visitor } from "../visitor";

export async function refuseWrongSecret({ narrator, admin, stack, secrets }: Play): Promise<void> {
  narrator.tell(
    "Whoever copied the secret missed its last character. A cluster takes it all the same, and it would show when the " +
      "first user tries to link an account. So the provider asks Bitbucket about key and secret before it makes anything.",
  );
  await stack.configureSecret("consumerSecret", secrets.mistypedSecret);
  mustSay(await stack.upInVain(), /Bitbucket.*Key and Secret/s);
  await showCluster(narrator, admin, INTERNAL);
  narrator.checked(
    "Pulumi failed with Bitbucket's refusal and what to do about it, and the cluster holds nothing new.",
  );
  narrator.tell("The secret is copied again, whole this time:");
  await stack.configureSecret("consumerSecret", secrets.consumerSecret);
}

/** Gives the key of the user who has linked the account. */
export async function linkAccount(play: Play, { id }: Configuration): Promise<string> {
  const { narrator, admin, control, addresses, stop } = play;
  narrator.tell(
    "What it's all for: a user of the cluster signs in, is led to Bitbucket, agrees there, and is led back; then the " +
      "cluster gets its access from Bitbucket with the key and the secret that Pulumi gave it. Plain HTTP requests play " +
      "the browser here, through the emulator's own pages and forms.",
  );
  const userKey = await control.addUser(ADA.username);
  const before = await admin.linkOf(id, userKey);
  const user = new Visitor(addresses.url, stop);
  await user.open("/sign-in");
  await user.submit("/sign-in", { api_key: userKey });
  await user.follow("Link account");
  user.mustSee("Grant access to Algorithmia?");
  await user.submit("/site/oauth2/authorize", { account: ADA.username, decision: "grant" });
  user.mustSee("Account linked");
  const after = await admin.linkOf(id, userKey);
  const row = (when: string, { authorization_status: status, scm_username: account = "-" }: typeof after) => [
    when,
    status,
    account,
  ];
  narrator.table([["WHEN", "STATUS", "ACCOUNT"], row("before", before), row("after", after)]);
  mustBe(before.authorization_status, "unauthorized");
  mustBe(after.authorization_status, "authorized");
  mustBe(after.scm_username, ADA.username);
  narrator.checked(
    "The cluster says that this user has linked an account, and whose it is: the consumer works.",
  );
  return userKey;
}
