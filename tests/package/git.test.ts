import { useEmulator } from "../support/shared";
import { createGitRepository } from "./support/gitRepository";
import type { Combination } from "./support/installedProgram";
import { expectLifecycle } from "./support/lifecycle";
import { Project } from "./support/project";

const COMBINATION: Combination = {
  ...{ manager: "npm", dependency: "direct", shape: "plain" },
  ...{ module: "commonjs", language: "yaml", node: "24", launch: "in its folder" },
};

const emulator = useEmulator();

it("completes the lifecycle of a YAML program with the plugin that npm installs from Git", async () => {
  const project = await Project.install(COMBINATION, {
    repository: await createGitRepository(),
    pulumi: null,
    devDependencies: {},
    settings: { ".npmrc": "legacy-peer-deps=true\n" },
  });
  try {
    await expectLifecycle(emulator, project, COMBINATION);
  } finally {
    project.remove();
  }
});
