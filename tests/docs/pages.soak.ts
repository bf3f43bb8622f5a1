import { PAGES } from "./pages";
import { follow } from "./support/follow";

test.each(Object.entries(PAGES))("%s: doing what it says gives what it shows", follow);
