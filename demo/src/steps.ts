import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Scm } from "pulumi-algorithmia-emulator";
import { Browser } from "./browser";
import { ExampleStack } from "./exampleStack";
import { expectConfigurations } from "./expectConfigurations";
import { importConfiguration } from "./importStep";
import { finishStack } from "./lastSteps";
import type { Surroundings } from "./surroundings";
import { checked, say, step } from "./terminal";

/** The steps of the demo. Each runs something, checks the result, and prints what it checked. */
export async function runSteps(surroundings: Surroundings): Promise<void> {
  const { directory, emulator, passphrase, waitForCtrlC } = surroundings;
  const { bitbucket } = emulator;

  const internal = await step("Start a cluster", async () => {
    say("This project's emulator simulates an Algorithmia Enterprise cluster and Bitbucket Cloud.");
    await new Browser(emulator.url).open("/");
    const [initial] = emulator.scms();
    assert.ok(initial?.id === "internal" && initial.enabled && initial.default);
    expectConfigurations(emulator, initial);
    checked(`The cluster responds at ${emulator.url}. Like each new cluster, it has the internal host.`);
    const hint = waitForCtrlC
      ? "A later step explains how to sign in."
      : "To look around, run: make demo KEEP=1";
    say(`Its admin page is at the same address. ${hint}`);
    return initial;
  });
  const formerDefault = { ...internal, default: false };

  const [quickstart, consumer] = await step("Prepare a consumer and a stack", async () => {
    say("In Bitbucket, an admin adds an OAuth consumer. Bitbucket has no public API for that step.");
    const added = bitbucket.addConsumer();
    say("The program is examples/quickstart. Its state is in a local folder, so you need no account.");
    const created = await ExampleStack.create("quickstart", surroundings);
    const { web, api, ssh } = bitbucket.urls;
    const urls = { "urls.web": web, "urls.api": api, "urls.ssh": ssh };
    await created.setConfig({ "algorithmia:apiUrl": emulator.url, ...urls });
    await created.setSecret("algorithmia:apiKey", emulator.apiKey);
    await created.setSecret("consumerKey", added.key);
    return [created, added] as const;
  });

  await step("Catch a wrong secret", async () => {
    say("A user copied the secret without its last character. Algorithmia accepts it, Bitbucket doesn't.");
    say("The provider verifies the secret with Bitbucket before it creates the configuration.");
    await quickstart.setSecret("consumerSecret", consumer.secret.slice(0, -1));
    const { output } = await quickstart.run("up", "failure");
    assert.match(output, /Bitbucket[^]*no consumer with this key and secret/);
    expectConfigurations(emulator, internal);
    checked(
      "Pulumi reported that Bitbucket rejects the secret, and suggested a fix. The cluster is unchanged.",
    );
    say("The user copies the complete secret:");
    await quickstart.setSecret("consumerSecret", consumer.secret);
  });

  const managed = await step("Create the configuration", async () => {
    const { outputs } = await quickstart.run("up", { create: 1, same: 1 });
    const id = String(outputs["configurationId"]?.value);
    const connection = { clientId: consumer.key, urls: bitbucket.urls };
    const created: Scm = { ...internal, id, provider: "bitbucket-cloud", default: false, ...connection };
    expectConfigurations(emulator, internal, created);
    checked(
      "The cluster has the configuration with the id from Pulumi's outputs, and the URLs and key from the config.",
    );
    const entries = readdirSync(join(directory, "stack"), { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map((file) => join(file.parentPath, file.name));
    const secrets = [emulator.apiKey, consumer.key, consumer.secret.slice(0, -1), passphrase];
    const content = files.map((file) => readFileSync(file, "utf8")).join("\n");
    assert.ok(
      !secrets.some((secret) => content.includes(secret)),
      "Config or state contains a secret in plaintext.",
    );
    checked(`None of the ${files.length} files of config and state contains a secret in plaintext.`);
    return created;
  });

  const userKey = await step("Let a user link an account", async () => {
    say("A user of the cluster signs in and grants access in Bitbucket. The demo acts as the browser.");
    bitbucket.addAccount({ username: "ada" });
    const { apiKey } = emulator.addUser("ada");
    const links = () => emulator.links().map(({ scmId, username }) => ({ scmId, username }));
    assert.deepEqual(links(), []);
    const browser = new Browser(emulator.url);
    await browser.open("/sign-in");
    await browser.open("/sign-in", { api_key: apiKey });
    await browser.open(browser.find(/<a [^>]*href="([^"]*)"[^>]*>\s*Link account/));
    browser.find(/Grant access to Algorithmia\?/);
    await browser.open("/site/oauth2/authorize", { account: "ada", decision: "grant" });
    browser.find(/Account linked/);
    assert.deepEqual(links(), [{ scmId: managed.id, username: "ada" }]);
    checked("The cluster reports that the user has linked the account ada, so the consumer works.");
    return apiKey;
  });

  await step("Run the same program again", async () => {
    say("The program hasn't changed. With --expect-no-changes, Pulumi fails if it has to change anything.");
    await quickstart.run("up", { same: 2 }, { expectNoChanges: true });
    expectConfigurations(emulator, internal, managed);
    checked("Pulumi changed nothing, and the cluster has the same configurations as before.");
  });

  await step("Make it the cluster's default", async () => {
    say("An update in place keeps the configuration's id, so users don't have to link their accounts again.");
    say("Algorithms on an external host have no Web IDE, so the provider warns.");
    await quickstart.setConfig({ isDefault: "true" });
    const { output } = await quickstart.run("up", { update: 1, same: 1 }, { diff: true });
    assert.match(output, /warning: .*no Web IDE/);
    expectConfigurations(emulator, formerDefault, { ...managed, default: true });
    checked(
      'The configuration is the default instead of "internal", and has the same id. Pulumi printed the warning.',
    );
  });

  await step("Fix a manual change", async () => {
    say('An admin makes "internal" the default again and disables the configuration, without Pulumi.');
    emulator.change(internal.id, { default: true });
    emulator.change(managed.id, { enabled: false });
    say("A refresh records the drift in the state. It changes nothing on the cluster.");
    const { output } = await quickstart.run("refresh", { update: 1, same: 1 });
    assert.match(output, /\[diff: ~enabled,isDefault\]/);
    expectConfigurations(emulator, internal, { ...managed, enabled: false });
    checked("Pulumi shows both changes, and didn't change the cluster.");
    say("The program still declares the configuration as enabled and as the default, so up fixes both.");
    await quickstart.run("up", { update: 1, same: 1 }, { diff: true });
    expectConfigurations(emulator, formerDefault, { ...managed, default: true });
    checked("The cluster matches the program again.");
  });

  await finishStack(surroundings, quickstart, { managedId: managed.id, userKey });
  await importConfiguration(surroundings);
}
