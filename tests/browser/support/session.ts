import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";

import type { Emulator } from "../../../emulator/src";
import { PageClient } from "../../emulator/pageClient";
import { launch } from "./chromium";

export const ADMIN_PATH = "/admin/source-code-management";

/** Starts one browser for all tests of a file. Each test's pages are closed after it. */
export function useBrowser(): (options?: BrowserContextOptions) => Promise<Page> {
  let browser: Browser | undefined;
  const contexts: BrowserContext[] = [];
  beforeAll(async () => {
    browser = await launch();
  }, 60_000);
  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
  });
  afterAll(() => browser?.close());
  return async (options = {}) => {
    if (browser === undefined) throw new Error("The browser has not started");
    const context = await browser.newContext(options);
    // Below jest's timeout, so that a failure names its locator.
    context.setDefaultTimeout(10_000);
    contexts.push(context);
    return context.newPage();
  };
}

/** Signs in with the form. */
export async function signIn(page: Page, emulator: Emulator, apiKey = emulator.apiKey): Promise<void> {
  await page.goto(`${emulator.url}/sign-in`);
  await page.getByLabel("API key").fill(apiKey);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: "Sign out" }).waitFor();
}

/** Opens the admin page with the cookies of a new session, without the form. */
export async function arriveSignedIn(page: Page, emulator: Emulator): Promise<void> {
  const { cookies } = await PageClient.signedIn(emulator);
  const pairs = [...cookies].map(([name, value]) => ({ name, value, url: emulator.url }));
  await page.context().addCookies(pairs);
  await page.goto(emulator.url + ADMIN_PATH);
}

/** The values that an admin enters for a configuration (user's document, "Algorithmia setup"). */
export interface Entries {
  web: string;
  api: string;
  ssh: string;
  key: string;
  secret: string;
}

/** Follows the document's steps under "Algorithmia setup", from the admin page. */
export async function addByHand(page: Page, { web, api, ssh, key, secret }: Entries): Promise<void> {
  await page.getByRole("link", { name: "Source Code Management" }).click();
  await page.getByRole("link", { name: "Add SCM Configuration" }).click();
  await page.getByLabel("Provider").selectOption("Bitbucket Cloud");
  await page.getByLabel("Website URL").fill(web);
  await page.getByLabel("API URL").fill(api);
  await page.getByLabel("SSH URL").fill(ssh);
  const oauth = page.getByRole("group", { name: "OAuth information" });
  await oauth.getByLabel("Consumer key").fill(key);
  await oauth.getByLabel("Consumer secret").fill(secret);
  await page.getByRole("button", { name: "Create SCM Configuration" }).click();
}

/** The entry of one configuration in a list. */
export function entryOf(page: Page, id: string) {
  return page.locator(`[id="scm-${id}"]`);
}
