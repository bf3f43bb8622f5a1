import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { bitbucket, CONSUMER, held, newCluster } from "../support/cluster";
import { NOTHING } from "../support/expectations";

/*
 * States that released versions wrote, one file each: what `pulumi stack export` gave, with secrets encrypted
 * under the tests' passphrase. Every later version must go on from them.
 */
const FOLDER = resolve(__dirname, "../fixtures/state");
const states = readdirSync(FOLDER).filter((file) => file.endsWith(".json"));

interface Fixture {
  /** `encryptionsalt` of the stack's config file, which the secrets of the state need. */
  readonly salt: string;
  readonly state: {
    readonly deployment: { readonly resources: readonly { id?: string; outputs?: { apiUrl?: string } }[] };
  };
}

test("has states of earlier versions", () => {
  expect(states).toContain("0.1.0.json");
});

test.each(states)("refreshes, updates and destroys a stack from the state of %s", async (file) => {
  const { salt, state } = JSON.parse(readFileSync(join(FOLDER, file), "utf8")) as Fixture;
  await using cluster = await newCluster();
  const { emulator, stack } = cluster;
  const resource = state.deployment.resources.find(({ outputs }) => outputs?.apiUrl !== undefined);
  const id = resource?.id ?? "";
  emulator.seed({ id, clientId: CONSUMER.consumerKey, clientSecret: CONSUMER.consumerSecret, default: true });
  writeFileSync(join(stack.directory, "Pulumi.test.yaml"), `encryptionsalt: ${salt}\n`);
  // The port of an emulator is another each time, so the address in the state must follow.
  const moved = JSON.stringify(state).replaceAll(resource?.outputs?.apiUrl ?? "", emulator.url);
  writeFileSync(join(stack.directory, "state.json"), moved);
  await stack.succeed("stack", "import", "--file", "state.json");

  stack.declare(bitbucket({ isDefault: true }));
  await stack.refresh("--expect-no-changes");
  expect(await stack.up()).toMatchObject({ steps: NOTHING });
  stack.declare(bitbucket({ isDefault: true, whenInUse: "disable" }));
  expect(await stack.up()).toMatchObject({ steps: ["update bitbucket"] });
  expect(held(emulator)).toMatchObject([{ id, enabled: true, default: true }]);
  await stack.destroy();
  expect(held(emulator)).toEqual([]);
});
