import type { QuirkChanges } from "../../emulator/src";
import { held } from "../support/cluster";
import { HOST_NAMES } from "../support/host";
import { useHostCluster } from "../support/hostStack";

/** The ways in which a cluster may differ from the OpenAPI, each one alone. */
const QUIRKS: readonly (readonly [string, QuirkChanges])[] = [
  ["the client id under oauth", { clientIdIn: "oauth" }],
  ["the client id under both", { clientIdIn: "both" }],
  ["the client id nowhere", { clientIdIn: "neither" }],
  ["a create answer without urls and client id", { createOmits: ["urls", "clientId"] }],
  ["a list without urls and client id", { listOmits: ["urls", "clientId"] }],
  ["no word of the default", { showsDefault: "omitted" }],
  ["null for the default", { showsDefault: "null" }],
  ["an unset name that is the web URL", { unsetNameIsWebUrl: true }],
  ["the guide's spelling in answers", { providerInAnswers: "bitbucket_cloud" }],
  ["the guide's spelling at create", { providerAtCreate: "bitbucket_cloud" }],
  ["flat errors", { errorShape: "flat" }],
  ["errors that are text", { errorShape: "text" }],
  ["unknown fields", { extraFields: true }],
  ["a delete that asks for use first", { deleteChecks: ["inUse", "default", "enabled"] }],
  ["a delete that asks for enabled first", { deleteChecks: ["enabled", "default", "inUse"] }],
];

describe.each(HOST_NAMES)("%s", (kind) => {
  const cluster = useHostCluster(kind);

  test.each(QUIRKS)(
    "is created, read and deleted on a cluster with %s, settled after each step",
    async (_name, quirks) => {
      const { emulator } = cluster;
      emulator.setQuirks(quirks);
      const stack = cluster.newStack();
      await stack.up({ isDefault: true });
      await stack.expectSettled({ isDefault: true });
      await stack.refresh();
      await stack.expectSettled({ isDefault: true });
      await stack.destroy();
      expect(held(emulator)).toEqual([]);
      expect(emulator.scm("internal")).toMatchObject({ default: true });
    },
  );
});
