import type { Emulator } from "../../../emulator/src";
import { CONSUMER, connectionTo, held } from "../../support/cluster";
import { Host } from "../../support/host";
import { URN } from "../../support/inputs";
import type { Project } from "./project";

type Props = Record<string, unknown>;

/** The real host of a project's `@pulumi/pulumi`, which loads the project's copy of the package by the line. */
export async function hostOf(project: Project, emulator: Emulator): Promise<Host> {
  const host = await Host.start(connectionTo(emulator), project.home);
  await host.configure({});
  return host;
}

/** What a refresh is told of one that the same host made and changed: all, or, from an older host, less. */
export async function readAfterUpdate(host: Host): Promise<{
  expected: { id: string; props: Props; inputs: Props };
  read: { id: string; props: Props; inputs: Props };
}> {
  const { inputs, failures } = await host.check({}, { __urn: URN, ...CONSUMER });
  expect(failures).toEqual([]);
  const { id, outs } = await host.create(inputs);
  const news = { ...inputs, enabled: false };
  expect(await host.diff(id, outs, news)).toMatchObject({ changes: 2, replaces: [] });
  const props = await host.update(id, outs, news);
  return { expected: { id, props, inputs: news }, read: await host.read(id, props) };
}

/** What must hold on each version of `@pulumi/pulumi` that the package allows. */
export async function expectWholeLifeInHost(project: Project, emulator: Emulator): Promise<void> {
  await using host = await hostOf(project, emulator);
  const { expected, read } = await readAfterUpdate(host);
  expect(read).toEqual(expected);
  expect(held(emulator)).toMatchObject([{ id: expected.id, enabled: false }]);

  // Another run: what a process made, it doesn't delete.
  await using another = await hostOf(project, emulator);
  await another.delete(expected.id, expected.props);
  expect(held(emulator)).toEqual([]);
  expect(await another.read(expected.id, expected.props)).toMatchObject({ id: "" });
}
