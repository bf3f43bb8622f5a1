import type { Page } from "playwright-core";

import type { Emulator } from "../../../emulator/src";
import { authorizeUrl } from "../../emulator/bitbucketSupport";
import { ADMIN_PATH, entryOf } from "./session";

/** Leads a page to a state of it; whoever comes is signed in and sees the list. */
type Reach = (page: Page, emulator: Emulator) => Promise<unknown>;

/** The configuration `bb` can be linked, by an account `ada` where there is one. */
export function seedStates(emulator: Emulator): void {
  const { bitbucket } = emulator;
  const { key, secret } = bitbucket.addConsumer({ key: "the-key" });
  emulator.seed({ id: "bb", clientId: key, clientSecret: secret, urls: bitbucket.urls });
  emulator.seed({ id: "used", name: "long".repeat(30), enabled: false, inUse: true });
}

/** Each page that there is, in each of its states: what shows that it's reached, and the way there. */
export const STATES: [state: string, shows: string, reach: Reach][] = [
  ["the list", "The hosts on which", () => Promise.resolve()],
  ["the list after a success", "was disabled", (page) => entryOf(page, "bb").getByRole("button").click()],
  ["the list after a refusal", "Error 4041", (page) => entryOf(page, "internal").getByRole("button").click()],
  ["the form", "OAuth information", (page) => page.getByRole("link", { name: "Add SCM" }).click()],
  [
    "the form after a refusal",
    "Error 4020",
    async (page) => {
      await page.getByRole("link", { name: "Add SCM" }).click();
      await page.getByRole("button", { name: "Create" }).click();
    },
  ],
  [
    "the question before a default",
    "Make this SCM configuration the default?",
    (page) => entryOf(page, "bb").getByRole("link", { name: "Make default" }).click(),
  ],
  [
    "the question before a delete",
    "Delete this SCM configuration?",
    (page) => entryOf(page, "bb").getByRole("link", { name: "Delete" }).click(),
  ],
  [
    "a configuration that isn't there",
    "Error 4009",
    (page, { url }) => page.goto(`${url}${ADMIN_PATH}/gone/delete`),
  ],
  ["a page that isn't there", "No such path", (page, { url }) => page.goto(`${url}/account/nothing`)],
  ["linked accounts", "Not linked", (page, { url }) => page.goto(`${url}/account`)],
  [
    "no host to link",
    "no source code host that supports linked accounts",
    (page, emulator) => {
      emulator.remove("bb");
      emulator.remove("used");
      return page.goto(`${emulator.url}/account`);
    },
  ],
  ["Bitbucket's question to nobody", "No account exists that can", start],
  [
    "Bitbucket's question",
    "Your account",
    (page, emulator) => {
      emulator.bitbucket.addAccount({ username: "ada" });
      return start(page, emulator);
    },
  ],
  [
    "Bitbucket's refusal",
    "Invalid request",
    (page, { bitbucket }) => page.goto(authorizeUrl(bitbucket, { client_id: "unknown" })),
  ],
  ["Bitbucket's consumers", "Public consumer", (page, { bitbucket }) => page.goto(bitbucket.url)],
  [
    "the way back as it passes",
    "Linking your account",
    async (page, emulator) => {
      // An answer without content leaves the page that asked for it in its place.
      await page.route("**/oauth/finish?**", (route) => route.fulfill({ status: 204 }));
      await agree(page, emulator);
    },
  ],
  ["an account linked", "Account linked", agree],
  [
    "linked accounts with one",
    "Revoke link",
    async (page, emulator) => {
      await agree(page, emulator);
      await page.getByRole("link", { name: "Back" }).click();
    },
  ],
  [
    "linked accounts with one revoked",
    "was revoked",
    async (page, emulator) => {
      await agree(page, emulator);
      await page.getByRole("link", { name: "Back" }).click();
      await page.getByRole("button", { name: "Revoke" }).click();
    },
  ],
  [
    "a link declined",
    "Nothing has changed",
    async (page, emulator) => {
      await start(page, emulator);
      await page.getByRole("button", { name: "Cancel" }).click();
    },
  ],
  [
    "a link refused",
    "Error 2015",
    (page, { url }) => page.goto(`${url}/v1/scms/bb/oauth/finish?code=c&state=s`),
  ],
  ["a callback that nobody waits for", "Error 2015", (page, { url }) => page.goto(`${url}/?code=c&state=s`)],
  ["signing in", "API key", (page) => page.getByRole("button", { name: "Sign out" }).click()],
  [
    "signing in after a refusal",
    "Error 2002",
    async (page) => {
      await page.getByRole("button", { name: "Sign out" }).click();
      await page.getByLabel("API key").fill("unknown");
      await page.getByRole("button", { name: "Sign in" }).click();
    },
  ],
];

function start(page: Page, { url }: Emulator): Promise<unknown> {
  return page.goto(`${url}/v1/scms/bb/oauth/start`);
}

async function agree(page: Page, emulator: Emulator): Promise<void> {
  emulator.bitbucket.addAccount({ username: "ada" });
  await start(page, emulator);
  await page.getByRole("button", { name: "Grant access" }).click();
}
