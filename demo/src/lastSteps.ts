import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { ExampleStack } from "./exampleStack";
import { expectConfigurations } from "./expectConfigurations";
import type { Surroundings } from "./surroundings";
import { checked, say, step, withSpinner } from "./terminal";

/** With KEEP=1, waits until Ctrl-C while the user looks around. Then destroys the stack. */
export async function finishStack(
  surroundings: Surroundings,
  stack: ExampleStack,
  { managedId, userKey }: { readonly managedId: string; readonly userKey: string },
): Promise<void> {
  const { emulator, waitForCtrlC } = surroundings;
  const before = emulator.scms();
  if (waitForCtrlC) await step("Look around", () => lookAround(surroundings, waitForCtrlC, userKey));
  const wasChanged = !isDeepStrictEqual(emulator.scms(), before);

  await step("Destroy the stack", async () => {
    if (wasChanged) {
      say("The cluster was changed by hand, so the destroy can fail. It keeps what was created by hand.");
      await stack.run("destroy", "any result");
      if (emulator.scm(managedId) === undefined) checked("The configuration that Pulumi created is gone.");
      else say("The output above explains why Pulumi couldn't delete it. It is removed with the emulator.");
      return;
    }
    const others = before.filter(({ id }) => id !== managedId);
    say("A cluster doesn't delete its default, so the provider first makes the internal host the default.");
    const { output } = await stack.run("destroy", { delete: 2 });
    assert.match(output, /warning: .*"internal".*default/);
    expectConfigurations(emulator, ...others.map((scm) => ({ ...scm, default: scm.id === "internal" })));
    checked('Only "internal" remains, and it is the default again.');
  });
}

async function lookAround(
  { directory, emulator }: Surroundings,
  waitForCtrlC: () => Promise<void>,
  userKey: string,
): Promise<void> {
  // The keys are in files, because a terminal or a log keeps the output.
  writeFileSync(join(directory, "admin-key"), emulator.apiKey, { mode: 0o600 });
  writeFileSync(join(directory, "user-key"), userKey, { mode: 0o600 });
  say(`Sign in at ${emulator.url}/ with the key in ${directory}/admin-key or user-key.`);
  say(`Bitbucket's pages are at ${emulator.bitbucket.url}/. Press Ctrl-C to continue with the last steps.`);
  await withSpinner("waiting for Ctrl-C", waitForCtrlC);
}
