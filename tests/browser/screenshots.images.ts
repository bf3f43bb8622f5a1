import { resolve } from "node:path";

import type { Page } from "playwright-core";

import { bitbucket, held, newCluster } from "../support/cluster";
import { entryOf, signIn, useBrowser } from "./support/session";

jest.setTimeout(120_000);

const IMAGES = resolve(__dirname, "../../docs/images");
const newPage = useBrowser();

// Ports and keys are fixed so that taking a picture again gives the same one.
const PORTS = { port: 8080, bitbucketPort: 8081 };
const CONSUMER = { key: "Vb3kNq8yTz5mWc7d", secret: "not-a-real-secret" };

async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${IMAGES}/${name}.png`, fullPage: true, animations: "disabled" });
}

test("takes the screenshots of the documentation", async () => {
  await using cluster = await newCluster(PORTS);
  const { emulator, stack } = cluster;
  const { key, secret } = emulator.bitbucket.addConsumer(CONSUMER);
  emulator.bitbucket.addAccount({ username: "ada", displayName: "Ada Lovelace" });
  const { urls } = emulator.bitbucket;
  stack.declare(bitbucket({ consumerKey: key, consumerSecret: secret, urls, name: "Research" }));
  await stack.up();
  const id = held(emulator)[0]?.id ?? "";

  const page = await newPage({ viewport: { width: 960, height: 400 }, deviceScaleFactor: 1.25 });
  await signIn(page, emulator);
  await entryOf(page, id).waitFor();
  await picture(page, "admin-page");
  await page.getByRole("link", { name: "Add SCM Configuration" }).click();
  await page.getByLabel("Provider").selectOption("Bitbucket Cloud");
  await picture(page, "add-configuration");

  await signIn(page, emulator, emulator.keys.standard);
  await page.getByRole("link", { name: "Link account" }).click();
  await page.getByRole("button", { name: "Grant access" }).waitFor();
  await picture(page, "bitbucket-consent");
  await page.getByRole("button", { name: "Grant access" }).click();
  await page.getByRole("link", { name: "Back to linked accounts" }).click();
  await page.getByRole("button", { name: "Revoke link" }).waitFor();
  await picture(page, "linked-account");
});
