import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Emulator, Scm } from "pulumi-algorithmia-emulator";
import { Browser } from "./browser";
import { ExampleStack } from "./exampleStack";
import { checked, say, step, table, withSpinner } from "./terminal";

export interface Surroundings {
  readonly directory: string;
  readonly emulator: Emulator;
  readonly signal: AbortSignal;
  /** Set with KEEP=1. */
  readonly waitForCtrlC: (() => Promise<void>) | undefined;
}

/** The steps of the demo. Each runs something, checks the result, and prints what it checked. */
export async function runSteps({ directory, emulator, signal, waitForCtrlC }: Surroundings): Promise<void> {
  const { bitbucket } = emulator;
  const passphrase = randomBytes(20).toString("hex");

  /** Prints the cluster's configurations, and fails unless they are the expected ones. */
  const expectConfigurations = (...expected: Scm[]) => {
    const found = emulator.scms();
    // The consumer key must not reach a log.
    const rows = found.map((scm) => [scm.id, scm.provider, String(scm.enabled), String(scm.default)]);
    table([["ID", "PROVIDER", "ENABLED", "DEFAULT"], ...rows]);
    assert.ok(isDeepStrictEqual(found, expected), "The cluster's configurations aren't as expected.");
  };

  const internal = await step("Start a cluster", async () => {
    say("This project's emulator stands in for an Algorithmia Enterprise cluster and for Bitbucket Cloud.");
    await new Browser(emulator.url).open("/");
    const [initial] = emulator.scms();
    assert.ok(initial?.id === "internal" && initial.enabled && initial.default);
    expectConfigurations(initial);
    checked(`It responds at ${emulator.url} and has what each new cluster has: an internal host.`);
    const hint = waitForCtrlC ? "How to sign in follows below." : "To look around, run: make demo KEEP=1";
    say(`A browser finds its admin page at the same address. ${hint}`);
    return initial;
  });
  const formerDefault = { ...internal, default: false };

  const [quickstart, consumer] = await step("Prepare a consumer and a stack", async () => {
    say("In Bitbucket, an admin adds an OAuth consumer. Bitbucket has no public API for that step.");
    const added = bitbucket.addConsumer();
    say("The program is examples/quickstart. Its state is in a local folder, so you need no account.");
    const created = await ExampleStack.create("quickstart", directory, passphrase, signal);
    const { web, api, ssh } = bitbucket.urls;
    const urls = { "urls.web": web, "urls.api": api, "urls.ssh": ssh };
    await created.setConfig({ "algorithmia:apiUrl": emulator.url, ...urls });
    await created.setSecret("algorithmia:apiKey", emulator.apiKey);
    await created.setSecret("consumerKey", added.key);
    return [created, added] as const;
  });

  await step("Catch a wrong secret", async () => {
    say("The secret was copied without its last character. Algorithmia accepts it, Bitbucket doesn't.");
    say("So the provider verifies it with Bitbucket before it creates anything.");
    await quickstart.setSecret("consumerSecret", consumer.secret.slice(0, -1));
    const output = await quickstart.run("up", "failure");
    assert.match(output, /Bitbucket[^]*no consumer with this key and secret/);
    expectConfigurations(internal);
    checked("Pulumi failed with Bitbucket's refusal and a suggested fix, and the cluster is unchanged.");
    say("The secret is copied again, this time in full:");
    await quickstart.setSecret("consumerSecret", consumer.secret);
  });

  const managed = await step("Create the configuration", async () => {
    await quickstart.run("up", { create: 1, same: 1 });
    const id = await quickstart.output("configurationId");
    const connection = { clientId: consumer.key, urls: bitbucket.urls };
    const created: Scm = { ...internal, id, provider: "bitbucket-cloud", default: false, ...connection };
    expectConfigurations(internal, created);
    checked("The cluster holds it under the id that Pulumi shows, with the URLs and key from the config.");
    const entries = readdirSync(join(directory, "stack"), { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map((file) => join(file.parentPath, file.name));
    const secrets = [emulator.apiKey, consumer.key, consumer.secret.slice(0, -1), passphrase];
    const content = files.map((file) => readFileSync(file, "utf8")).join("\n");
    assert.ok(
      !secrets.some((secret) => content.includes(secret)),
      "Config or state has a secret in plaintext.",
    );
    checked(`None of the ${files.length} files of config and state has a secret in plaintext.`);
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
    checked("The cluster says that this user has linked the account ada: the consumer works.");
    return apiKey;
  });

  await step("Run the same program again", async () => {
    say("Program and cluster agree, so Pulumi has nothing to do. Otherwise --expect-no-changes fails.");
    await quickstart.run("up", { same: 2 }, { expectNoChanges: true });
    expectConfigurations(internal, managed);
    checked("Nothing was changed, and the cluster holds the same as before.");
  });

  await step("Make it the cluster's default", async () => {
    say("An update in place keeps the configuration's id, so nobody has to link an account again.");
    say("Algorithms on an external host have no Web IDE, so the provider warns.");
    await quickstart.setConfig({ isDefault: "true" });
    const output = await quickstart.run("up", { update: 1, same: 1 }, { diff: true });
    assert.match(output, /warning: .*no Web IDE/);
    expectConfigurations(formerDefault, { ...managed, default: true });
    checked('It is the default now, under the same id, instead of "internal". Pulumi showed the warning.');
  });

  await step("Fix a manual change", async () => {
    say('An admin makes "internal" the default again and disables the configuration, without Pulumi.');
    emulator.change(internal.id, { default: true });
    emulator.change(managed.id, { enabled: false });
    say("A refresh records the drift in the state. It changes nothing in the cluster.");
    const output = await quickstart.run("refresh", { update: 1, same: 1 });
    assert.match(output, /\[diff: ~enabled,isDefault\]/);
    expectConfigurations(internal, { ...managed, enabled: false });
    checked("Pulumi shows both changes, and left the cluster as it was.");
    say("The program still declares the configuration enabled and default, so up fixes both.");
    await quickstart.run("up", { update: 1, same: 1 }, { diff: true });
    expectConfigurations(formerDefault, { ...managed, default: true });
    checked("The cluster holds again what the program declares.");
  });

  const before = emulator.scms();
  if (waitForCtrlC) {
    await step("Look around", async () => {
      // Files, so that no key is in what a terminal or a log keeps.
      writeFileSync(join(directory, "admin-key"), emulator.apiKey, { mode: 0o600 });
      writeFileSync(join(directory, "user-key"), userKey, { mode: 0o600 });
      say(`Sign in at ${emulator.url}/ with the key in ${directory}/admin-key or user-key.`);
      say(`Bitbucket's pages are at ${bitbucket.url}/. Press Ctrl-C to continue with the last steps.`);
      await withSpinner("waiting for Ctrl-C", waitForCtrlC);
    });
  }

  await step("Destroy the stack", async () => {
    if (!isDeepStrictEqual(emulator.scms(), before)) {
      say("The cluster was changed by hand, so the destroy may fail. What was created by hand stays.");
      await quickstart.run("destroy", "any result");
      if (emulator.scm(managed.id) === undefined) checked("The configuration that Pulumi created is gone.");
      else say("The output above says why Pulumi couldn't delete it. It is removed with the emulator.");
      return;
    }
    say("A cluster doesn't delete its default. So the provider first makes the internal host the default.");
    const output = await quickstart.run("destroy", { delete: 2 });
    assert.match(output, /warning: .*"internal".*default/);
    expectConfigurations(internal);
    checked('Only "internal" is left, and is the default as it was at the start.');
  });

  await step("Import a configuration through the native plugin", async () => {
    say("An admin created a configuration by hand, and disabled it. The dynamic provider can't import it.");
    const byHand = emulator.seed({
      id: "by-hand",
      clientId: consumer.key,
      enabled: false,
    });
    const program = await ExampleStack.create("typescript-plugin", directory, passphrase, signal);
    await program.setConfig({ "algorithmia:apiUrl": emulator.url });
    await program.setSecret("algorithmia:apiKey", emulator.apiKey);
    await program.setSecret("consumerKey", consumer.key);
    await program.setSecret("consumerSecret", consumer.secret);
    await program.import(byHand.id);
    expectConfigurations(...emulator.scms().filter(({ id }) => id === internal.id), byHand);
    checked("Pulumi manages the configuration now, and the cluster is unchanged.");
    const diff = await program.preview();
    assert.match(diff, /~ enabled *: false => true/);
    checked("The preview shows each property that up would change, with its value before and after.");
  });
}
