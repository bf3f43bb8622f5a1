import { expectWholeLifeInHost } from "./support/hostLife";
import { expectWholeLife } from "./support/life";
import { manifest } from "./support/packed";
import { Project } from "./support/project";
import { useEmulator } from "../support/shared";

const LAYOUT = { manager: "npm", dependency: "direct", shape: "plain" } as const;
const IN_ITS_FOLDER = {
  module: "commonjs",
  language: "javascript",
  node: "24",
  launch: "in its folder",
} as const;
const [, OLDEST = ""] = /^>=(\S+) <4$/.exec(manifest("").peerDependencies["@pulumi/pulumi"] ?? "") ?? [];

const emulator = useEmulator();
let project: Project | undefined;

afterEach(() => {
  project?.remove();
});

// With the newest, the soak tests; with the one that this checkout has, all other tests.
test("completes the lifecycle with the oldest allowed @pulumi/pulumi", async () => {
  project = await Project.install(LAYOUT, { pulumi: OLDEST, devDependencies: {} });
  await expectWholeLifeInHost(project, emulator);
  await expectWholeLife(emulator, project, { ...LAYOUT, ...IN_ITS_FOLDER });
});
