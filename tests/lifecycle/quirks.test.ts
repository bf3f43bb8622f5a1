import type { QuirkChanges } from "../../emulator/src";
import { liveWith, QUIRKS } from "../support/quirkyLife";

/** Clusters with several quirks that don't hide each other; each alone has its turn in `make soak`. */
const CLUSTERS: readonly QuirkChanges[] = [
  {
    clientIdIn: "oauth",
    errorShape: "flat",
    unsetNameIsWebUrl: true,
    deleteChecks: ["inUse", "default", "enabled"],
  },
  {
    clientIdIn: "both",
    createOmits: ["urls", "clientId"],
    providerInAnswers: "bitbucket_cloud",
    deleteChecks: ["enabled", "default", "inUse"],
  },
  { clientIdIn: "neither", extraFields: true, showsDefault: "omitted", providerAtCreate: "bitbucket_cloud" },
  { listOmits: ["urls", "clientId"], showsDefault: "null", errorShape: "text" },
];

test("each quirk is some cluster's", () => {
  const together = CLUSTERS.flatMap((quirks) => Object.entries(quirks).map((quirk) => JSON.stringify(quirk)));
  const each = QUIRKS.flatMap(([, quirk]) => Object.entries(quirk).map((one) => JSON.stringify(one)));
  expect(together).toEqual(expect.arrayContaining(each));
});

test.each(CLUSTERS)("a whole life, settled after each step: %j", liveWith);
