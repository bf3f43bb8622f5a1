import { PAGES } from "./pages";
import { follow } from "./support/follow";

// The other pages are followed by `make soak`: together they take minutes.
const page = "docs/how-to/from-the-manual-page.md";

test(`shows the real output of its commands in ${page}`, () => follow(page, PAGES[page] ?? {}));
