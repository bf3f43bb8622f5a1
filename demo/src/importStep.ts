import assert from "node:assert/strict";
import type { Emulator } from "pulumi-algorithmia-emulator";
import { ExampleStack } from "./exampleStack";
import { expectConfigurations } from "./expectConfigurations";
import type { Surroundings } from "./surroundings";
import { checked, say, step } from "./terminal";

type Consumer = ReturnType<Emulator["bitbucket"]["addConsumer"]>;

/** Creates a stack of examples/typescript-plugin, whose program uses the native plugin. */
export async function createPluginStack(
  surroundings: Surroundings,
  consumer: Consumer,
): Promise<ExampleStack> {
  const { url, apiKey } = surroundings.emulator;
  const stack = await ExampleStack.create("typescript-plugin", surroundings);
  await stack.setConfig({ "algorithmia:apiUrl": url });
  await stack.setSecret("algorithmia:apiKey", apiKey);
  await stack.setSecret("consumerKey", consumer.key);
  await stack.setSecret("consumerSecret", consumer.secret);
  return stack;
}

/** Imports a configuration that was created by hand, and previews a change of it. */
export async function importConfiguration(surroundings: Surroundings): Promise<void> {
  const { emulator } = surroundings;
  const consumer = emulator.bitbucket.addConsumer();
  await step("Import a configuration through the native plugin", async () => {
    say("An admin created a configuration by hand, and disabled it. Only the plugin can import it.");
    const { id } = emulator.seed({ clientId: consumer.key, enabled: false });
    const before = emulator.scms();
    const stack = await createPluginStack(surroundings, consumer);
    await stack.import(id);
    expectConfigurations(emulator, ...before);
    checked("Pulumi manages the configuration, and the cluster is unchanged.");
    const diff = await stack.preview();
    assert.match(diff, /~ enabled *: false => true/);
    checked("The preview shows each property that up would change, with its value before and after.");
  });
}
