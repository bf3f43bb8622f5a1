import type { Emulator } from "../../emulator/src";
import { call } from "../emulator/support";
import { bitbucket, held, newCluster } from "../support/cluster";
import { useEmulator } from "../support/shared";
import { ADMIN_PATH, addByHand, arriveSignedIn, entryOf, signIn, useBrowser } from "./support/session";

jest.setTimeout(60_000);

const newPage = useBrowser();
const emulator = useEmulator();

/** The cluster's response about its only Bitbucket Cloud configuration, without the id, and the secret that it stores. */
async function configurationOf(of: Emulator) {
  const [scm] = held(of);
  const { json } = await call(of, "GET", `/v1/scms/${scm?.id ?? ""}`);
  const { id: _id, ...response } = json as Record<string, unknown>;
  return { response, secret: of.secretOf(scm?.id ?? "") };
}

test("gives the same configuration by the document's steps and by pulumi up", async () => {
  await using cluster = await newCluster({}, { host: "yaml" });
  const { urls } = cluster.emulator.bitbucket;
  const { key, secret } = cluster.emulator.bitbucket.addConsumer();

  const page = await newPage();
  await signIn(page, emulator);
  await addByHand(page, { ...urls, key, secret });
  await page.getByRole("status").getByText("was created").waitFor();
  const entry = entryOf(page, held(emulator)[0]?.id ?? "");
  for (const text of ["Bitbucket Cloud", "Enabled", urls.web, urls.ssh, key]) {
    await entry.getByText(text, { exact: true }).first().waitFor();
  }

  cluster.stack.declare(bitbucket({ consumerKey: key, consumerSecret: secret, urls }));
  await cluster.stack.up();

  const byHand = await configurationOf(emulator);
  expect(byHand).toEqual(await configurationOf(cluster.emulator));
  expect(byHand).toEqual({
    response: { provider: "bitbucket-cloud", enabled: true, default: false, scm: { client_id: key }, urls },
    secret,
  });
});

test("finds and fixes drift made in the page", async () => {
  await using cluster = await newCluster({}, { host: "yaml" });
  const { emulator: managed, stack } = cluster;
  const { key, secret } = managed.bitbucket.addConsumer();
  const { urls } = managed.bitbucket;
  stack.declare(bitbucket({ consumerKey: key, consumerSecret: secret, urls, isDefault: true }));
  await stack.up();
  const before = managed.scms();
  const id = held(managed)[0]?.id ?? "";

  const page = await newPage();
  await arriveSignedIn(page, managed);
  await entryOf(page, "internal").getByRole("link", { name: "Make default" }).click();
  await page.getByRole("button", { name: "Make default" }).click();
  await entryOf(page, id).getByRole("button", { name: "Disable" }).click();
  await page.getByRole("status").getByText("was disabled").waitFor();
  expect(managed.scm(id)).toMatchObject({ enabled: false, default: false });

  expect(await stack.up("--refresh")).toMatchObject({
    steps: expect.arrayContaining(["update bitbucket"]) as unknown,
  });
  expect(managed.scms()).toEqual(before);

  await page.reload();
  await entryOf(page, id).getByText("Default", { exact: true }).waitFor();
});

test("creates nothing from the placeholders of an empty form", async () => {
  const page = await newPage();
  await arriveSignedIn(page, emulator);
  await addByHand(page, { web: "", api: "", ssh: "", key: "k", secret: "s" });
  await page.getByRole("alert").getByText("urls.web must not be empty").waitFor();
  for (const [label, placeholder] of [
    ["Website URL", "https://bitbucket.org"],
    ["API URL", "https://api.bitbucket.org"],
    ["SSH URL", "ssh://git@bitbucket.org"],
  ] as const) {
    const field = page.getByLabel(label);
    expect(await field.inputValue()).toBe("");
    expect(await field.getAttribute("placeholder")).toBe(placeholder);
    expect(await field.getAttribute("aria-invalid")).toBe("true");
  }
  expect(held(emulator)).toEqual([]);
});

test("shows the API's message for each rejected action", async () => {
  emulator.seed({ id: "on" });
  emulator.seed({ id: "used", enabled: false, inUse: true });
  const before = emulator.scms();
  const page = await newPage();
  await arriveSignedIn(page, emulator);
  for (const [id, button, method, path] of [
    ["internal", "Disable", "PATCH", "/v1/admin/scms/internal"],
    ["on", "Delete", "DELETE", "/v1/admin/scms/on"],
    ["used", "Delete", "DELETE", "/v1/admin/scms/used"],
    ["used", "Make default", "POST", "/v1/admin/scms/used/default"],
    ["internal", "Delete", "DELETE", "/v1/admin/scms/internal"],
  ] as const) {
    const body = method === "PATCH" ? { body: { enabled: false } } : {};
    const { status, json } = await call(emulator, method, path, body);
    expect(status).toBeGreaterThanOrEqual(400);

    await page.goto(emulator.url + ADMIN_PATH);
    await entryOf(page, id).getByText(button).click();
    if (button !== "Disable") await page.getByRole("button", { name: button }).click();
    await page
      .getByRole("alert")
      .getByText((json as { error: { message: string } }).error.message)
      .waitFor();
    expect(emulator.scms()).toEqual(before);
  }
});

test("shows the error for adding the same consumer twice", async () => {
  const { clientId: key = "", urls = emulator.bitbucket.urls } = emulator.seed();
  const page = await newPage();
  await arriveSignedIn(page, emulator);
  await addByHand(page, { ...urls, key, secret: "s" });
  await page.getByRole("alert").getByText("already exists").waitFor();
  expect(await page.getByLabel("Website URL").inputValue()).toBe(urls.web);
  expect(await page.getByLabel("Consumer secret").inputValue()).toBe("");
  expect(held(emulator)).toHaveLength(1);
});

test("enables, makes the default with a warning, disables and deletes", async () => {
  emulator.seed({ id: "bb", enabled: false });
  const page = await newPage();
  await arriveSignedIn(page, emulator);
  await entryOf(page, "bb").getByRole("button", { name: "Enable" }).click();
  await page.getByText("was enabled").waitFor();
  expect(emulator.scm("bb")?.enabled).toBe(true);

  await entryOf(page, "bb").getByRole("link", { name: "Make default" }).click();
  await page.getByText("Algorithms on an external host have no Web IDE").waitFor();
  expect(emulator.scm("bb")?.default).toBe(false);
  await page.getByRole("button", { name: "Make default" }).click();
  await entryOf(page, "bb").getByText("Default", { exact: true }).waitFor();

  await entryOf(page, "internal").getByRole("link", { name: "Make default" }).click();
  expect(await page.getByText("Web IDE").count()).toBe(0);
  await page.getByRole("button", { name: "Make default" }).click();
  await entryOf(page, "bb").getByRole("button", { name: "Disable" }).click();
  await page.getByText("was disabled").waitFor();

  await entryOf(page, "bb").getByRole("link", { name: "Delete" }).click();
  await page.getByRole("link", { name: "Cancel" }).click();
  expect(emulator.scm("bb")).toBeDefined();
  await entryOf(page, "bb").getByRole("link", { name: "Delete" }).click();
  await page.getByRole("button", { name: "Delete SCM configuration" }).click();
  await page.getByText("was deleted").waitFor();
  expect(emulator.scm("bb")).toBeUndefined();
});

test("creates a configuration by keyboard alone, from signing in on", async () => {
  const page = await newPage();
  const { keyboard } = page;
  const focused = () => page.evaluate("document.activeElement?.textContent.trim()");
  await page.goto(emulator.url);

  await keyboard.press("Tab");
  expect(await focused()).toBe("Skip to the content");
  await keyboard.press("Enter");
  await keyboard.press("Tab");
  await keyboard.type(emulator.apiKey);
  await keyboard.press("Enter");
  await page.waitForURL(`**${ADMIN_PATH}`);

  while ((await focused()) !== "Add SCM Configuration") await keyboard.press("Tab");
  await keyboard.press("Enter");
  await page.waitForURL(`**${ADMIN_PATH}/new`);
  const skipped = ["Tab", "Enter", "Tab"];
  for (const key of skipped) await keyboard.press(key);
  await keyboard.type("Bitbucket C");
  for (const text of [
    "https://b.example.com",
    "https://api.b.example.com",
    "ssh://git@b.example.com",
    "k",
    "s",
  ]) {
    await keyboard.press("Tab");
    await keyboard.type(text);
  }
  await keyboard.press("Enter");
  await page.getByText("was created").waitFor();
  expect(held(emulator)).toMatchObject([
    {
      provider: "bitbucket-cloud",
      clientId: "k",
      urls: {
        web: "https://b.example.com",
        api: "https://api.b.example.com",
        ssh: "ssh://git@b.example.com",
      },
    },
  ]);
});

test("runs no script, can't be framed, and accepts no form from another site", async () => {
  const page = await newPage();
  await signIn(page, emulator);
  const cookies = await page.context().cookies();
  expect(cookies.filter(({ httpOnly, sameSite }) => !httpOnly || sameSite !== "Strict")).toEqual([]);
  expect(await page.evaluate("document.scripts.length")).toBe(0);

  const evil = await page.context().newPage();
  await evil.route("http://evil.test/", (route) =>
    route.fulfill({
      contentType: "text/html",
      body: `<iframe src="${emulator.url}${ADMIN_PATH}"></iframe>
        <form method="post" action="${emulator.url}${ADMIN_PATH}/internal/disable"><button>Go</button></form>`,
    }),
  );
  emulator.seed({ id: "bb", default: true });
  await evil.goto("http://evil.test/");
  expect(evil.frames().map((frame) => frame.url())).toEqual([
    "http://evil.test/",
    "chrome-error://chromewebdata/",
  ]);
  await evil.getByRole("button").click();
  await evil.getByText("The request failed").waitFor();
  expect(emulator.scm("internal")?.enabled).toBe(true);
});
