import { type Combination, LAUNCHES, named } from "./combination";
import { expectWholeLife } from "./life";
import { type Manager, MANAGERS } from "./managers";
import { type NodeLine, NODES } from "./nodes";
import type { Layout } from "./project";
import { Projects } from "./projects";
import { useEmulator } from "../../support/shared";

/*
 * A transitive dependency is a layout of its own under pnpm alone: the others put every package where the program finds
 * it.
 */
const LAYOUTS: readonly Omit<Layout, "shape">[] = [
  ...(Object.keys(MANAGERS) as Manager[]).map((manager) => ({ manager, dependency: "direct" }) as const),
  { manager: "pnpm", dependency: "transitive" },
];

const PROGRAMS = (["commonjs", "module"] as const).flatMap((module) =>
  (["javascript", "typescript"] as const).flatMap((language) =>
    (Object.keys(NODES) as NodeLine[]).flatMap((node) =>
      LAUNCHES.map((launch) => ({ module, language, node, launch })),
    ),
  ),
);

/** Declares a test for each combination of one shape. */
export function testEveryLayout(shape: Layout["shape"]): void {
  const projects = new Projects();
  const emulator = useEmulator();

  describe.each(LAYOUTS)("$manager, $dependency", (layout) => {
    afterAll(() => projects.remove());

    const combinations: Combination[] = PROGRAMS.map((program) => ({ ...layout, shape, ...program }));
    test.each(combinations.map((combination) => ({ name: named(combination), combination })))(
      "$name",
      async ({ combination }) => {
        await expectWholeLife(emulator, await projects.of(combination), combination);
      },
    );
  });
}
