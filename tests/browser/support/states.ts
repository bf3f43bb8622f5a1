import type { Page } from "playwright-core";

import type { Emulator } from "../../../emulator/src";
import { authorizeUrl } from "../../emulator/bitbucketSupport";
import { ADMIN_PATH, entryOf } from "./session";

/** Brings a page to a state, from the list, signed in. */
type Reach = (page: Page, emulator: Emulator) => Promise<unknown>;

/** Creates the configuration `bb`, which an account can be linked to, and `used`, which is in use. */
export function seedStates(emulator: Emulator): void {
  const { bitbucket } = emulator;
  const { key, secret } = bitbucket.addConsumer({ key: "the-key" });
  emulator.seed({ id: "bb", clientId: key, clientSecret: secret, urls: bitbucket.urls });
  emulator.seed({ id: "used", name: "long".repeat(30), enabled: false, inUse: true });
}

/** Each state of each page: its name, a text that it shows, and the steps to reach it. */
export const STATES: [state: string, shows: string, reach: Reach][] = [
  ["the list", "The hosts on which", () => Promise.resolve()],
  ["the list after a success", "was disabled", (page) => entryOf(page, "bb").getByRole("button").click()],
  ["the list after an error", "Error 4041", (page) => entryOf(page, "internal").getByRole("button").click()],
  ["the form", "OAuth information", (page) => page.getByRole("link", { name: "Add SCM" }).click()],
  [
    "the form after an error",
    "Error 4020",
    async (page) => {
      await page.getByRole("link", { name: "Add SCM" }).click();
      await page.getByRole("button", { name: "Create" }).click();
    },
  ],
  [
    "the confirmation of a default",
    "Make this SCM configuration the default?",
    (page) => entryOf(page, "bb").getByRole("link", { name: "Make default" }).click(),
  ],
  [
    "the confirmation of a delete",
    "Delete this SCM configuration?",
    (page) => entryOf(page, "bb").getByRole("link", { name: "Delete" }).click(),
  ],
  [
    "a configuration that doesn't exist",
    "Error 4009",
    (page, { url }) => page.goto(`${url}${ADMIN_PATH}/gone/delete`),
  ],
  ["a page that doesn't exist", "No such path", (page, { url }) => page.goto(`${url}/account/nothing`)],
  ["linked accounts", "Not linked", (page, { url }) => page.goto(`${url}/account`)],
  [
    "linked accounts without a host",
    "no source code host that supports linked accounts",
    (page, emulator) => {
      emulator.remove("bb");
      emulator.remove("used");
      return page.goto(`${emulator.url}/account`);
    },
  ],
  ["Bitbucket's consent page without accounts", "No account exists that can", start],
  [
    "Bitbucket's consent page",
    "Your account",
    (page, emulator) => {
      emulator.bitbucket.addAccount({ username: "ada" });
      return start(page, emulator);
    },
  ],
  [
    "Bitbucket's error page",
    "Invalid request",
    (page, { bitbucket }) => page.goto(authorizeUrl(bitbucket, { client_id: "unknown" })),
  ],
  ["Bitbucket's consumers", "Public consumer", (page, { bitbucket }) => page.goto(bitbucket.url)],
  [
    "the page that continues automatically",
    "Linking your account",
    async (page, emulator) => {
      // After a response without content, the browser still shows the previous page.
      await page.route("**/oauth/finish?**", (route) => route.fulfill({ status: 204 }));
      await agree(page, emulator);
    },
  ],
  ["a linked account", "Account linked", agree],
  [
    "linked accounts with a link",
    "Revoke link",
    async (page, emulator) => {
      await agree(page, emulator);
      await page.getByRole("link", { name: "Back" }).click();
    },
  ],
  [
    "linked accounts after a revoke",
    "was revoked",
    async (page, emulator) => {
      await agree(page, emulator);
      await page.getByRole("link", { name: "Back" }).click();
      await page.getByRole("button", { name: "Revoke" }).click();
    },
  ],
  [
    "a declined link",
    "Nothing has changed",
    async (page, emulator) => {
      await start(page, emulator);
      await page.getByRole("button", { name: "Cancel" }).click();
    },
  ],
  [
    "a rejected link",
    "Error 2015",
    (page, { url }) => page.goto(`${url}/v1/scms/bb/oauth/finish?code=c&state=s`),
  ],
  ["a callback with an unknown state", "Error 2015", (page, { url }) => page.goto(`${url}/?code=c&state=s`)],
  ["the sign-in", "API key", (page) => page.getByRole("button", { name: "Sign out" }).click()],
  [
    "the sign-in after an error",
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
