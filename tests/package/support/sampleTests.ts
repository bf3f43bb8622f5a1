import { type Emulator, startEmulator } from "../../../emulator/src";
import { type Combination, named } from "./combination";
import { expectWholeLife } from "./life";
import type { Layout, Project } from "./project";
import { Projects } from "./projects";

/** What the tests of a file share. */
export interface Shared {
  emulator(): Emulator;
  project(layout: Layout): Promise<Project>;
}

/** Declares a test for each combination, on one emulated cluster and with one installation of each layout. */
export function testWholeLives(combinations: readonly Combination[]): Shared {
  const projects = new Projects();
  let running: Emulator | undefined;
  const emulator = (): Emulator => {
    if (running === undefined) throw new Error("The emulator is not running");
    return running;
  };

  beforeAll(async () => {
    running = await startEmulator();
  });

  afterAll(async () => {
    await projects.remove();
    await running?.close();
  });

  test.each(combinations.map((combination) => ({ name: named(combination), combination })))(
    "$name",
    async ({ combination }) => {
      await expectWholeLife(emulator(), await projects.of(combination), combination);
    },
  );

  return { emulator, project: (layout) => projects.of(layout) };
}
