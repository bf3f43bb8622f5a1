import type { QuirkChanges } from "../../emulator/src";
import { bitbucket, held, newCluster } from "./cluster";
import { expectSettled } from "./expectations";

/** The ways in which a cluster may differ from the OpenAPI, each one alone. */
export const QUIRKS: readonly (readonly [string, QuirkChanges])[] = [
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

/** Creates, reads and deletes on a cluster with quirks, settled after each step. */
export async function liveWith(quirks: QuirkChanges): Promise<void> {
  await using cluster = await newCluster({ quirks });
  const { emulator, stack } = cluster;
  stack.declare(bitbucket({ isDefault: true }));
  await stack.up();
  await expectSettled(stack);
  await stack.refresh("--expect-no-changes");
  await expectSettled(stack);
  await stack.destroy();
  expect(held(emulator)).toEqual([]);
  expect(emulator.scm("internal")).toMatchObject({ default: true });
}
