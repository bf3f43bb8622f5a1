import { temporaryDirectory } from "../support/environment";
import { useEmulator } from "../support/shared";
import { createGitRepository } from "./support/gitRepository";
import type { Combination } from "./support/installedProgram";
import { expectLifecycle } from "./support/lifecycle";
import { type Layout, Project } from "./support/project";

const PROGRAM = { module: "commonjs", language: "javascript", node: "24", launch: "in its folder" } as const;

function layout(manager: Layout["manager"]): Combination {
  return { manager, dependency: "direct", shape: "plain", ...PROGRAM };
}

const emulator = useEmulator();

it.each(["npm", "pnpm", "yarn berry"] as const)(
  "completes the lifecycle with the package that %s installs from Git",
  async (manager) => {
    const repository = await createGitRepository();
    const project = await Project.install(layout(manager), { repository, devDependencies: {} });
    try {
      await expectLifecycle(emulator, project, layout(manager));
    } finally {
      project.remove();
    }
  },
);

it("can't install from Git with yarn classic, which rejects a public package with workspaces", async () => {
  const created = await createGitRepository();
  // yarn leaves an incomplete package in its cache, which would fail later installations.
  const env = { ...created.env, YARN_CACHE_FOLDER: temporaryDirectory("yarn-cache") };
  const repository = { ...created, env };
  const installing = Project.install(layout("yarn classic"), { repository, devDependencies: {} });
  await expect(installing).rejects.toThrow("Workspaces can only be enabled in private projects");
});
