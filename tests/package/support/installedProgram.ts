import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../../support/environment";
import { type Result, run, succeed } from "./command";
import { type NodeMajor, nodeFolder } from "./nodeVersions";
import { type Dialect, driver, extension, program, yamlProgram } from "./programs";
import type { Files, Layout, Project } from "./project";

/** The ways to run Pulumi. */
export const LAUNCHES = [
  "in its folder",
  "with -C",
  "main: a file",
  "main: a folder",
  "Automation, local",
  "Automation, inline",
] as const;

export type Launch = (typeof LAUNCHES)[number];

export interface Combination extends Layout, Dialect {
  readonly node: NodeMajor;
  readonly launch: Launch;
}

export type Operation = "up" | "refresh" | "destroy";

/** A program of one combination in an installed project, with its own backend. */
export class InstalledProgram {
  private constructor(
    private readonly project: Project,
    private readonly combination: Combination,
    private readonly node: string,
    private readonly env: NodeJS.ProcessEnv,
    private readonly backend: string,
  ) {}

  static async write(
    project: Project,
    combination: Combination,
    consumerKey: string,
    cluster: NodeJS.ProcessEnv,
  ): Promise<InstalledProgram> {
    const backend = mkdtempSync(join(tmpdir(), "pulumi-algorithmia-backend-"));
    const env = { ...cluster, PULUMI_HOME: join(backend, "home"), PULUMI_BACKEND_URL: `file://${backend}` };
    const node = await nodeFolder(combination.node);
    const written = new InstalledProgram(project, combination, node, env, backend);
    project.writeProgram(filesOf(combination, consumerKey), combination.module);
    await written.prepare();
    return written;
  }

  /** Runs an operation, by default in the combination's folder. */
  run(operation: Operation, cwd?: string): Promise<Result> {
    const { home } = this.project;
    if (this.combination.launch.startsWith("Automation")) {
      return run("node", [join(home, "driver.js"), operation], this.options(cwd ?? home));
    }
    const args = [
      operation,
      "--yes",
      "--skip-preview",
      "--stack",
      "test",
      "--non-interactive",
      "--color",
      "never",
    ];
    return this.combination.launch === "with -C"
      ? run("pulumi", ["-C", home, ...args], this.options(cwd ?? "/"))
      : run("pulumi", args, this.options(cwd ?? home));
  }

  remove(): void {
    rmSync(this.backend, { recursive: true, force: true });
  }

  private async prepare(): Promise<void> {
    const { launch, language } = this.combination;
    const options = this.options(this.project.home);
    if (launch === "Automation, inline" && language === "typescript") {
      // Node runs such a program without Pulumi's TypeScript support.
      await succeed("node", [join(ROOT, "node_modules/typescript/bin/tsc"), "-p", "."], options);
    }
    if (!launch.startsWith("Automation")) {
      await succeed("pulumi", ["stack", "init", "test", "--non-interactive"], options);
    }
  }

  private options(cwd: string): { cwd: string; env: NodeJS.ProcessEnv; node: string } {
    return { cwd, env: this.env, node: this.node };
  }
}

function filesOf(combination: Combination, consumerKey: string): Files {
  const { launch, language } = combination;
  if (language === "yaml") return { "Pulumi.yaml": yamlProgram(consumerKey) };
  const settings = (main?: string) =>
    `name: test\nruntime: nodejs\n${main === undefined ? "" : `main: ${main}\n`}`;
  const programIn = (folder: string) => program(join(folder, "index"), consumerKey, combination, combination);
  switch (launch) {
    case "in its folder":
    case "with -C":
      return { "Pulumi.yaml": settings(), ...programIn("") };
    case "main: a file":
      return { "Pulumi.yaml": settings(`src/index.${extension(combination)}`), ...programIn("src") };
    case "main: a folder":
      return { "Pulumi.yaml": settings("src/"), ...programIn("src") };
    case "Automation, local":
      return {
        "stack/Pulumi.yaml": settings(),
        ...programIn("stack"),
        ...driver("driver", { ...combination, language: "javascript" }, combination, { folder: "stack" }),
      };
    case "Automation, inline":
      return driver("driver", combination, combination, { consumerKey });
  }
}

/** The title of a combination's test. */
export function describeCombination({
  manager,
  dependency,
  shape,
  module,
  language,
  node,
  launch,
}: Combination): string {
  const layout = [dependency === "transitive" && "transitive", shape === "workspace" && "workspace member"];
  const modules = module === "module" ? "ESM" : "CommonJS";
  const code = `${modules} ${language === "javascript" ? "JavaScript" : "TypeScript"}`;
  return [
    [manager, ...layout].filter(Boolean).join(", "),
    language === "yaml" ? "YAML" : code,
    `Node ${node}`,
    launch,
  ].join("; ");
}
