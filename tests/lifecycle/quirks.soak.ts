import { liveWith, QUIRKS } from "../support/quirkyLife";

test.each(QUIRKS)("%s: a whole life, settled after each step", async (_name, quirks) => {
  await liveWith(quirks);
});
