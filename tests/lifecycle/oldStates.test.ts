import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { bitbucket, CONSUMER, held, newCluster } from "../support/cluster";
import { BOTH } from "../support/hosts";

/*
 * States that released versions wrote, as `pulumi stack export` returned them, with secrets encrypted under the tests'
 * passphrase. Each later version must be able to use them. Both hosts: the plugin takes over the resources of the dynamic host.
 */
const FOLDER = resolve(__dirname, "../fixtures/state");
const states = readdirSync(FOLDER).filter((file) => file.endsWith(".json"));

interface Fixture {
  /** `encryptionsalt` of the stack's config file, which the secrets of the state require. */
  readonly salt: string;
  readonly state: {
    readonly deployment: { readonly resources: readonly { id?: string; outputs?: { apiUrl?: string } }[] };
  };
}

it("has states of earlier versions", () => {
  expect(states).toContain("0.1.0.json");
});

describe.each(BOTH)("with the host %s", (host) => {
  it.each(states)("refreshes, updates and destroys a stack from the state of %s", async (file) => {
    const { salt, state } = JSON.parse(readFileSync(join(FOLDER, file), "utf8")) as Fixture;
    await using cluster = await newCluster({}, { host });
    const { emulator, stack } = cluster;
    const resource = state.deployment.resources.find(({ outputs }) => outputs?.apiUrl !== undefined);
    const id = resource?.id ?? "";
    emulator.seed({
      id,
      clientId: CONSUMER.consumerKey,
      clientSecret: CONSUMER.consumerSecret,
      default: true,
    });
    writeFileSync(join(stack.directory, "Pulumi.test.yaml"), `encryptionsalt: ${salt}\n`);
    // Each emulator has another port, so the address in the state must follow.
    const moved = JSON.stringify(state).replaceAll(resource?.outputs?.apiUrl ?? "", emulator.url);
    writeFileSync(join(stack.directory, "state.json"), moved);
    await stack.succeed("stack", "import", "--file", "state.json");

    // The first up makes a resource of the dynamic host one of the plugin, so only then can the plugin refresh it.
    if (host === "dynamic") await stack.refresh("--expect-no-changes");
    stack.declare(bitbucket({ isDefault: true, whenInUse: "disable" }));
    expect(await stack.up()).toMatchObject({ steps: ["update bitbucket"] });
    expect(held(emulator)).toMatchObject([{ id, enabled: true, default: true }]);
    if (host !== "dynamic") await stack.refresh("--expect-no-changes");
    await stack.destroy();
    expect(held(emulator)).toEqual([]);
  });
});
