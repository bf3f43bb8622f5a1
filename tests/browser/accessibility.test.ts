import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

import { arriveSignedIn, useBrowser } from "./support/session";
import { seedStates, STATES } from "./support/states";
import { useEmulator } from "../support/shared";

jest.setTimeout(60_000);

const newPage = useBrowser();
const emulator = useEmulator();

beforeEach(() => {
  seedStates(emulator);
});

const OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth";

/** What the browser itself complains of, refused answers apart: a policy broken, a file not found. */
function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (!/responded with a status of 40[0134] /.test(message.text())) complaints.push(message.text());
  });
  return complaints;
}

/** The rules whose verdict may change with the screen and the colours; the others look at the markup alone. */
const RULES_OF_LOOKS = [
  "color-contrast",
  "link-in-text-block",
  "target-size",
  "meta-viewport",
  "scrollable-region-focusable",
];

async function inspect(page: Page, axe: AxeBuilder): Promise<void> {
  const { violations, passes } = await axe.analyze();
  expect(violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)])).toEqual([]);
  expect(passes).not.toEqual([]);
  expect(await page.evaluate(OVERFLOW)).toBe(0);
}

test.each(STATES)(
  "%s: axe finds nothing and nothing sticks out, on a desk by day and on a phone by night",
  async (_state, shows, reach) => {
    const page = await newPage({ viewport: { width: 1100, height: 800 }, colorScheme: "light" });
    const complaints = complaintsOf(page);
    await arriveSignedIn(page, emulator);
    await reach(page, emulator);
    await page.getByText(shows).first().waitFor();
    await inspect(page, new AxeBuilder({ page }));

    await page.setViewportSize({ width: 320, height: 640 });
    await page.emulateMedia({ colorScheme: "dark" });
    await inspect(page, new AxeBuilder({ page }).withRules(RULES_OF_LOOKS));
    expect(complaints).toEqual([]);
  },
);
