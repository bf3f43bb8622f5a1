import { tmpdir } from "node:os";
import { type Emulator, startEmulator } from "../../emulator/src";
import { connectionTo } from "../support/cluster";
import { Arranged, type Combination, LAUNCHES, named } from "./support/combination";
import { expectWholeLife } from "./support/life";
import { MANAGERS } from "./support/managers";
import { NODES } from "./support/nodes";
import { Project } from "./support/project";
import { Projects } from "./support/projects";

/*
 * A sample of the layouts that users' projects have: each value of each dimension, and the pairs that are known to
 * break dynamic providers. The soak tests take all combinations.
 */

const plain = { dependency: "direct", shape: "plain" } as const;
const hidden = { manager: "pnpm", dependency: "transitive", shape: "plain" } as const;
const js = { module: "commonjs", language: "javascript" } as const;
const ts = { module: "commonjs", language: "typescript" } as const;
const esmJs = { module: "module", language: "javascript" } as const;
const esmTs = { module: "module", language: "typescript" } as const;

const SAMPLE: Combination[] = [
  { ...plain, manager: "npm", ...ts, node: "22", launch: "in its folder" },
  { ...plain, manager: "npm", ...esmJs, node: "24", launch: "with -C" },
  { ...plain, manager: "npm", shape: "workspace", ...js, node: "22", launch: "main: a file" },
  { ...plain, manager: "pnpm", ...js, node: "24", launch: "Automation, local" },
  { ...hidden, ...js, node: "24", launch: "main: a folder" },
  { ...hidden, ...esmTs, node: "22", launch: "Automation, inline" },
  { ...plain, manager: "yarn classic", ...ts, node: "24", launch: "in its folder" },
  { ...plain, manager: "yarn berry", ...esmTs, node: "22", launch: "main: a file" },
];

let emulator: Emulator;
const projects = new Projects();

beforeAll(async () => {
  emulator = await startEmulator();
});

afterAll(async () => {
  await projects.remove();
  await emulator.close();
});

test.each(SAMPLE.map((combination) => ({ name: named(combination), combination })))(
  "$name",
  async ({ combination }) => {
    await expectWholeLife(emulator, await projects.of(combination), combination);
  },
);

test("the sample has each value of each dimension", () => {
  const values = (of: (combination: Combination) => string) => [...new Set(SAMPLE.map(of))].sort();
  expect(values(({ manager }) => manager)).toEqual(Object.keys(MANAGERS).sort());
  expect(values(({ dependency }) => dependency)).toEqual(["direct", "transitive"]);
  expect(values(({ shape }) => shape)).toEqual(["plain", "workspace"]);
  expect(values(({ module, language }) => `${module} ${language}`)).toHaveLength(4);
  expect(values(({ node }) => node)).toEqual(Object.keys(NODES));
  expect(values(({ launch }) => launch)).toEqual([...LAUNCHES].sort());
});

test("where the host could not find the package, the program says what to do, and registers nothing", async () => {
  const combination: Combination = { ...hidden, ...js, node: "24", launch: "in its folder" };
  const project = await Project.install(combination, {
    settings: { "pnpm-workspace.yaml": "hoist: false\n" },
  });
  const arranged = await Arranged.in(project, combination, "consumer", connectionTo(emulator));
  try {
    const { code, output } = await arranged.operate("up");
    expect(code).not.toBe(0);
    expect(output).toContain('Add "pulumi-algorithmia" to the dependencies of the package.json');
    expect(output).not.toContain("Cannot find module");
  } finally {
    arranged.remove();
    project.remove();
  }
});

test("an inline program that is run from elsewhere says so", async () => {
  const combination: Combination = {
    ...plain,
    manager: "npm",
    ...js,
    node: "24",
    launch: "Automation, inline",
  };
  const arranged = await Arranged.in(
    await projects.of(combination),
    combination,
    "consumer",
    connectionTo(emulator),
  );
  try {
    const { code, output } = await arranged.operate("up", tmpdir());
    expect(code).not.toBe(0);
    expect(output).toContain(`The package pulumi-algorithmia cannot be found from ${tmpdir()}`);
  } finally {
    arranged.remove();
  }
});
