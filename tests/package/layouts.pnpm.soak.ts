import { connectionTo } from "../support/cluster";
import { useEmulator } from "../support/shared";
import { type Combination, InstalledProgram } from "./support/installedProgram";
import { Project } from "./support/project";

const COMBINATION: Combination = {
  ...{ manager: "pnpm", dependency: "transitive", shape: "plain" },
  ...{ module: "commonjs", language: "javascript", node: "24", launch: "in its folder" },
};

const emulator = useEmulator();

it("reports what to do if the dynamic-provider host can't find the package, and registers nothing", async () => {
  const project = await Project.install(COMBINATION, {
    settings: { "pnpm-workspace.yaml": "hoist: false\n" },
  });
  const program = await InstalledProgram.write(project, COMBINATION, "consumer", connectionTo(emulator));
  try {
    const { code, output } = await program.run("up");
    expect(code).not.toBe(0);
    expect(output).toContain('Add "pulumi-algorithmia" to the dependencies in the package.json');
    expect(output).not.toContain("Cannot find module");
  } finally {
    program.remove();
    project.remove();
  }
});
