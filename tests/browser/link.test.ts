import type { Page, Request } from "playwright-core";

import type { Emulator } from "../../emulator/src";
import { call } from "../emulator/support";
import { bitbucket, held, newCluster } from "../support/cluster";
import { useEmulator } from "../support/shared";
import { entryOf, signIn, useBrowser } from "./support/session";

jest.setTimeout(60_000);

const newPage = useBrowser();

/** Bitbucket under another name than the cluster, so that the two are different sites to a browser. */
function otherSite({ bitbucket: { urls } }: Emulator) {
  return { ...urls, web: urls.web.replace("127.0.0.1", "localhost") };
}

async function statusOf(emulator: Emulator, id: string, apiKey = emulator.keys.standard): Promise<unknown> {
  const authorization = `Simple ${apiKey}`;
  return (await call(emulator, "GET", `/v1/scms/${id}/oauth/status`, { authorization })).json;
}

const UNAUTHORIZED = { authorization_status: "unauthorized" };

/** Starts a link from the page of linked accounts, and presses a button on Bitbucket's consent page. */
async function link(
  page: Page,
  id: string,
  button: "Grant access" | "Cancel" = "Grant access",
): Promise<void> {
  await entryOf(page, id).getByRole("link", { name: "Link account" }).click();
  await page.getByRole("heading", { name: "Grant access to Algorithmia?" }).waitFor();
  await page.getByRole("button", { name: button }).click();
}

test("links an account with what pulumi up configured, and again after a replacement", async () => {
  await using cluster = await newCluster({}, { host: "yaml" });
  const { emulator, stack } = cluster;
  const urls = otherSite(emulator);
  emulator.bitbucket.addAccount({ username: "ada", displayName: "Ada Lovelace" });
  const declare = ({ key, secret } = emulator.bitbucket.addConsumer()) =>
    stack.declare(bitbucket({ consumerKey: key, consumerSecret: secret, urls }));
  declare();
  await stack.up();
  const first = held(emulator)[0]?.id ?? "";

  const page = await newPage();
  await signIn(page, emulator, emulator.keys.standard);
  const requests: Request[] = [];
  page.on("request", (request) => requests.push(request));
  await link(page, first);
  await page.getByRole("heading", { name: "Account linked" }).waitFor();

  // Bitbucket's redirect reaches the cluster without the session; the page's own request has it.
  const sent = async (path: RegExp) => {
    const request = requests.find(
      (one) => one.url().startsWith(emulator.url) && path.test(new URL(one.url()).pathname),
    );
    return (await request?.allHeaders())?.["cookie"];
  };
  expect(await sent(/^\/$/)).toBeUndefined();
  expect(await sent(/\/oauth\/finish$/)).toContain("ALGO_SESSION=");

  await page.getByRole("link", { name: "Back to linked accounts" }).click();
  await entryOf(page, first).getByText("ada", { exact: true }).waitFor();
  expect(await statusOf(emulator, first)).toMatchObject({
    authorization_status: "authorized",
    scm_username: "ada",
  });

  declare();
  await stack.up();
  const second = held(emulator)[0]?.id ?? "";
  expect(second).not.toBe(first);
  await page.reload();
  await entryOf(page, second).getByText("Not linked").waitFor();
  expect(emulator.links()).toEqual([]);
  await link(page, second);
  await page.getByRole("heading", { name: "Account linked" }).waitFor();
});

describe("with a configuration on the cluster", () => {
  const emulator = useEmulator();
  let page: Page;

  beforeEach(async () => {
    emulator.bitbucket.addAccount({ username: "ada" });
    const { key, secret } = emulator.bitbucket.addConsumer();
    emulator.seed({ id: "bb", clientId: key, clientSecret: secret, urls: otherSite(emulator) });
    page = await newPage();
    await signIn(page, emulator, emulator.keys.standard);
  });

  test("shows a wrong secret when the first user comes back from Bitbucket", async () => {
    emulator.change("bb", { clientSecret: "mistyped" });
    await link(page, "bb");
    await page.getByRole("alert").getByText("does not accept the client id and secret").waitFor();
    await page.getByText("Error 4081").waitFor();
    expect(await statusOf(emulator, "bb")).toEqual(UNAUTHORIZED);
    await page.getByRole("link", { name: "Back to linked accounts" }).click();
    await entryOf(page, "bb").getByText("Not linked").waitFor();
  });

  test("shows a revoked link as unauthorized", async () => {
    await link(page, "bb");
    await page.getByRole("link", { name: "Back to linked accounts" }).click();
    await entryOf(page, "bb").getByRole("button", { name: "Revoke link" }).click();
    await page.getByRole("status").getByText("was revoked").waitFor();
    await entryOf(page, "bb").getByRole("link", { name: "Link account" }).waitFor();
    expect(await statusOf(emulator, "bb")).toEqual(UNAUTHORIZED);
  });

  test("doesn't start a link of a disabled configuration, by the page or past it", async () => {
    emulator.change("bb", { enabled: false });
    await page.reload();
    await entryOf(page, "bb").getByText("You can't link an account").waitFor();
    expect(await page.getByRole("link", { name: "Link account" }).count()).toBe(0);
    await page.goto(`${emulator.url}/v1/scms/bb/oauth/start`);
    await page.getByText("Error 4042").waitFor();
  });

  test("changes nothing if the user declines at Bitbucket", async () => {
    await link(page, "bb", "Cancel");
    await page.getByRole("heading", { name: "Account not linked" }).waitFor();
    expect(await statusOf(emulator, "bb")).toEqual(UNAUTHORIZED);
  });

  test("links nothing if another person is led to an attacker's code", async () => {
    const attacker = await newPage();
    await signIn(attacker, emulator, emulator.addUser("attacker").apiKey);
    // The attacker stops at the cluster's door with a code of their own.
    await attacker.route("**/oauth/finish?**", (route) => route.abort());
    const door = attacker.waitForRequest((request) => request.url().startsWith(`${emulator.url}/?code=`));
    await link(attacker, "bb");
    await page.goto((await door).url());
    await page.getByRole("heading", { name: "Account not linked" }).waitFor();
    await page.getByText("Error 2015").waitFor();
    expect(emulator.links()).toEqual([]);
  });

  test("asks a user who signed out meanwhile to sign in", async () => {
    await entryOf(page, "bb").getByRole("link", { name: "Link account" }).click();
    await page.context().clearCookies();
    await page.getByRole("button", { name: "Grant access" }).click();
    await page.getByText("Error 2002").waitFor();
    await page.getByRole("link", { name: "Sign in" }).click();
    await page.getByLabel("API key").waitFor();
  });
});
