import type { Emulator } from "../../../emulator/src";
import { connectionTo, held } from "../../support/cluster";
import type { Resource } from "../../support/engine/snapshot";
import { Host } from "../../support/host";
import { created } from "../../support/hostStack";
import type { Project } from "./project";

/** The real host of a project's `@pulumi/pulumi`, which loads the project's copy of the package. */
export async function hostOf(project: Project, emulator: Emulator): Promise<Host> {
  const host = await Host.start(connectionTo(emulator), { directory: project.home });
  await host.configure();
  return host;
}

/** Creates and updates a resource, and reads it in the same run. An older host passes less to the read. */
export async function readAfterUpdate(
  host: Host,
): Promise<{ expected: Resource; read: Resource | undefined }> {
  const resource = await created(host);
  const inputs = { ...resource.inputs, enabled: false };
  expect(await host.diff(resource, inputs)).toMatchObject({ changes: true, replaces: [] });
  const expected = { ...resource, inputs, outputs: await host.update(resource, inputs) };
  return { expected, read: await host.read(expected) };
}

/** What must hold on each version of `@pulumi/pulumi` that the package allows. */
export async function expectLifecycleInHost(project: Project, emulator: Emulator): Promise<void> {
  await using host = await hostOf(project, emulator);
  const { expected, read } = await readAfterUpdate(host);
  expect(read).toEqual(expected);
  expect(held(emulator)).toMatchObject([{ id: expected.id, enabled: false }]);

  // Another run: what a process created, it doesn't delete.
  await using another = await hostOf(project, emulator);
  await another.delete(expected);
  expect(held(emulator)).toEqual([]);
  expect(await another.read(expected)).toBeUndefined();
}
