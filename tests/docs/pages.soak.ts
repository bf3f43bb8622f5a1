import { PAGES } from "./pages";
import { follow } from "./support/follow";

test.each(Object.entries(PAGES))("shows the real output of its commands in %s", follow);
