import { tmpdir } from "node:os";
import { connectionTo } from "../support/cluster";
import { useEmulator } from "../support/shared";
import { type Combination, InstalledProgram } from "./support/installedProgram";
import { expectLifecycle } from "./support/lifecycle";
import { Project } from "./support/project";

/** With pnpm, Pulumi's dynamic-provider host doesn't find a package that only a dependency of the program depends on. */
const PNPM: Combination = {
  ...{ manager: "pnpm", dependency: "transitive", shape: "plain" },
  ...{ module: "commonjs", language: "javascript", node: "24", launch: "main: a folder" },
};
const YARN: Combination = {
  ...{ manager: "yarn berry", dependency: "direct", shape: "plain" },
  ...{ module: "commonjs", language: "yaml", node: "24", launch: "in its folder" },
};

const emulator = useEmulator();
let project: Project;

afterEach(() => project.remove());

it("completes the lifecycle with pnpm as a transitive dependency, and reports an inline program that can't find it", async () => {
  project = await Project.install(PNPM, { devDependencies: {} });
  await expectLifecycle(emulator, project, PNPM);

  const inline: Combination = { ...PNPM, launch: "Automation, inline" };
  const program = await InstalledProgram.write(project, inline, "consumer", connectionTo(emulator));
  try {
    const { code, output } = await program.run("up", tmpdir());
    expect(code).not.toBe(0);
    expect(output).toContain(`can't find the package pulumi-algorithmia from ${tmpdir()}`);
  } finally {
    program.remove();
  }
});

it("completes the lifecycle of a YAML program with the plugin that yarn berry installs", async () => {
  project = await Project.install(YARN, { pulumi: null, devDependencies: {} });
  await expectLifecycle(emulator, project, YARN);
});
