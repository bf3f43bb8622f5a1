import { useEmulator } from "../support/shared";
import { expectLifecycleInHost, hostOf, readAfterUpdate } from "./support/hostLifecycle";
import type { Combination } from "./support/installedProgram";
import { expectLifecycle } from "./support/lifecycle";
import { Project } from "./support/project";

const COMBINATION: Combination = {
  ...{ manager: "npm", dependency: "direct", shape: "plain" },
  ...{ module: "commonjs", language: "javascript", node: "24", launch: "in its folder" },
};

const emulator = useEmulator();
let project: Project | undefined;

afterEach(() => {
  project?.remove();
});

// npm.test.ts uses the oldest.
test("completes the lifecycle with the newest allowed @pulumi/pulumi", async () => {
  project = await Project.install(COMBINATION, { pulumi: "^3", devDependencies: {} });
  await expectLifecycleInHost(project, emulator);
  await expectLifecycle(emulator, project, COMBINATION);
});

test("loses the inputs of a refresh with an older @pulumi/pulumi than allowed", async () => {
  const settings = { ".npmrc": "legacy-peer-deps=true\n" };
  project = await Project.install(COMBINATION, { pulumi: "3.215.0", devDependencies: {}, settings });
  await using host = await hostOf(project, emulator);
  const { expected, read } = await readAfterUpdate(host);
  expect(read).toEqual({ ...expected, inputs: {} });
});
