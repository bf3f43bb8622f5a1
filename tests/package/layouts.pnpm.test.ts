import { tmpdir } from "node:os";
import { connectionTo } from "../support/cluster";
import { Arranged, type Combination } from "./support/combination";
import { Project } from "./support/project";
import { HIDDEN, PNPM } from "./support/sample";
import { testWholeLives } from "./support/sampleTests";

const PROGRAM = { module: "commonjs", language: "javascript" } as const;

const shared = testWholeLives(PNPM);

test("reports what to do if the host couldn't find the package, and registers nothing", async () => {
  const combination: Combination = { ...HIDDEN, ...PROGRAM, node: "24", launch: "in its folder" };
  const project = await Project.install(combination, {
    settings: { "pnpm-workspace.yaml": "hoist: false\n" },
  });
  const arranged = await Arranged.in(project, combination, "consumer", connectionTo(shared.emulator()));
  try {
    const { code, output } = await arranged.operate("up");
    expect(code).not.toBe(0);
    expect(output).toContain('Add "pulumi-algorithmia" to the dependencies in the package.json');
    expect(output).not.toContain("Cannot find module");
  } finally {
    arranged.remove();
    project.remove();
  }
});

test("reports an inline program that is run from elsewhere", async () => {
  const combination: Combination = { ...HIDDEN, ...PROGRAM, node: "24", launch: "Automation, inline" };
  const arranged = await Arranged.in(
    await shared.project(combination),
    combination,
    "consumer",
    connectionTo(shared.emulator()),
  );
  try {
    const { code, output } = await arranged.operate("up", tmpdir());
    expect(code).not.toBe(0);
    expect(output).toContain(`can't find the package pulumi-algorithmia from ${tmpdir()}`);
  } finally {
    arranged.remove();
  }
});
