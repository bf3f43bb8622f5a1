import { expectWholeLifeInHost, hostOf, readAfterUpdate } from "./support/hostLife";
import { expectWholeLife } from "./support/life";
import { Project } from "./support/project";
import { useEmulator } from "../support/shared";

const LAYOUT = { manager: "npm", dependency: "direct", shape: "plain" } as const;
const IN_ITS_FOLDER = {
  module: "commonjs",
  language: "javascript",
  node: "24",
  launch: "in its folder",
} as const;

const emulator = useEmulator();
let project: Project | undefined;

afterEach(() => {
  project?.remove();
});

test("the newest @pulumi/pulumi of the registry does", async () => {
  project = await Project.install(LAYOUT, { pulumi: "^3", devDependencies: {} });
  await expectWholeLifeInHost(project, emulator);
  await expectWholeLife(emulator, project, { ...LAYOUT, ...IN_ITS_FOLDER });
});

test("below the range, a refresh loses the inputs that were read, which drift is compared with", async () => {
  const settings = { ".npmrc": "legacy-peer-deps=true\n" };
  project = await Project.install(LAYOUT, { pulumi: "3.215.0", devDependencies: {}, settings });
  await using host = await hostOf(project, emulator);
  const { expected, read } = await readAfterUpdate(host);
  expect(read).toEqual({ ...expected, inputs: {} });
});
