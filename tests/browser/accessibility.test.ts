import axe from "axe-core";
import type { Browser, Page } from "playwright-core";

import { shared, useEmulator } from "../support/shared";
import { launch } from "./support/chromium";
import { arriveSignedIn } from "./support/session";
import { seedStates, STATES } from "./support/states";

jest.setTimeout(60_000);

const emulator = useEmulator();
const browser = shared<Browser>(launch, (launched) => launched.close());
// One page for all states: each new page would be a process of its own.
const page = shared<Page>(
  () => browser.newPage(),
  (opened) => opened.close(),
);
const messages: string[] = [];

beforeAll(() => {
  page.on("console", (message) => messages.push(message.text()));
});

beforeEach(async () => {
  seedStates(emulator);
  await page.goto("about:blank");
  await page.unrouteAll();
  await page.context().clearCookies();
  messages.splice(0);
});

const OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth";

/** The rules whose result depends on the screen and the colors. The other rules read only the markup. */
const VISUAL_RULES = [
  "color-contrast",
  "link-in-text-block",
  "target-size",
  "meta-viewport",
  "scrollable-region-focusable",
];

/** Runs axe, which the page has loaded, with some of its rules or all. */
async function inspect(rules?: readonly string[]): Promise<void> {
  const options = { resultTypes: ["violations"], ...(rules !== undefined && { runOnly: rules }) };
  const { violations, passes } = await page.evaluate<axe.AxeResults>(`axe.run(${JSON.stringify(options)})`);
  expect(violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)])).toEqual([]);
  expect(passes).not.toEqual([]);
  expect(await page.evaluate(OVERFLOW)).toBe(0);
}

test.each(STATES)(
  "finds no accessibility problem and no overflow on a light desktop and a dark phone: %s",
  async (_state, shows, reach) => {
    await page.setViewportSize({ width: 1100, height: 800 });
    await page.emulateMedia({ colorScheme: "light" });
    await arriveSignedIn(page, emulator);
    await reach(page, emulator);
    await page.getByText(shows).first().waitFor();
    await page.evaluate(axe.source);
    await inspect();

    await page.setViewportSize({ width: 320, height: 640 });
    await page.emulateMedia({ colorScheme: "dark" });
    await inspect(VISUAL_RULES);
    // The browser reports broken content security policies and missing files here, and expected error responses.
    expect(messages.filter((text) => !/responded with a status of 40[0134] /.test(text))).toEqual([]);
  },
);
