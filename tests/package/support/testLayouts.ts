import { useEmulator } from "../../support/shared";
import { type Combination, describeCombination, LAUNCHES } from "./installedProgram";
import { expectLifecycle } from "./lifecycle";
import { type Manager, MANAGERS } from "./managers";
import { NODE_VERSIONS, type NodeMajor } from "./nodeVersions";
import type { Layout } from "./project";
import { Projects } from "./projects";

/*
 * Only pnpm hides a transitive dependency from the program. The other package managers install all packages into the folder
 * in which the program finds them.
 */
const LAYOUTS: readonly Omit<Layout, "shape">[] = [
  ...(Object.keys(MANAGERS) as Manager[]).map((manager) => ({ manager, dependency: "direct" }) as const),
  { manager: "pnpm", dependency: "transitive" },
];

const PROGRAMS = (["commonjs", "module"] as const).flatMap((module) =>
  (["javascript", "typescript"] as const).flatMap((language) =>
    (Object.keys(NODE_VERSIONS) as NodeMajor[]).flatMap((node) =>
      LAUNCHES.map((launch) => ({ module, language, node, launch })),
    ),
  ),
);

/** Declares a test for each combination of one shape. */
export function testLayouts(shape: Layout["shape"]): void {
  const projects = new Projects();
  const emulator = useEmulator();

  describe.each(LAYOUTS)("$manager, $dependency", (layout) => {
    afterAll(() => projects.remove());

    const combinations: Combination[] = PROGRAMS.map((program) => ({ ...layout, shape, ...program }));
    test.each(
      combinations.map((combination) => ({ description: describeCombination(combination), combination })),
    )("$description", async ({ combination }) => {
      await expectLifecycle(emulator, await projects.of(combination), combination);
    });
  });
}
