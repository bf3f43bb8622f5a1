import { type Emulator, startEmulator } from "../../emulator/src";
import { type Combination, LAUNCHES, named } from "./support/combination";
import { expectWholeLife } from "./support/life";
import { type Manager, MANAGERS } from "./support/managers";
import { type NodeLine, NODES } from "./support/nodes";
import type { Layout } from "./support/project";
import { Projects } from "./support/projects";

/*
 * All combinations. A transitive dependency is a layout of its own under pnpm alone: the others put every package
 * where the program finds it.
 */
const LAYOUTS: Layout[] = (["plain", "workspace"] as const).flatMap((shape) => [
  ...(Object.keys(MANAGERS) as Manager[]).map(
    (manager) => ({ manager, dependency: "direct", shape }) as const,
  ),
  { manager: "pnpm", dependency: "transitive", shape },
]);

const PROGRAMS = (["commonjs", "module"] as const).flatMap((module) =>
  (["javascript", "typescript"] as const).flatMap((language) =>
    (Object.keys(NODES) as NodeLine[]).flatMap((node) =>
      LAUNCHES.map((launch) => ({ module, language, node, launch })),
    ),
  ),
);

let emulator: Emulator;
const projects = new Projects();

beforeAll(async () => {
  emulator = await startEmulator();
});

afterAll(() => emulator.close());

describe.each(LAYOUTS)("$manager, $dependency, $shape", (layout) => {
  afterAll(() => projects.remove());

  const combinations: Combination[] = PROGRAMS.map((program) => ({ ...layout, ...program }));
  test.each(combinations.map((combination) => ({ name: named(combination), combination })))(
    "$name",
    async ({ combination }) => {
      await expectWholeLife(emulator, await projects.of(combination), combination);
    },
  );
});
