import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../../support/environment";
import { type Ended, run, succeed } from "./command";
import { type NodeLine, nodeFolder } from "./nodes";
import { type Dialect, driver, extension, program } from "./programs";
import type { Files, Layout, Project } from "./project";

/** From where, and by what, Pulumi is run. */
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
  readonly node: NodeLine;
  readonly launch: Launch;
}

export type Operation = "up" | "refresh" | "destroy";

/** A program of one combination, ready to be run. */
export class Arranged {
  private constructor(
    private readonly project: Project,
    private readonly combination: Combination,
    private readonly node: string,
    private readonly env: NodeJS.ProcessEnv,
    private readonly backend: string,
  ) {}

  static async in(
    project: Project,
    combination: Combination,
    consumerKey: string,
    cluster: NodeJS.ProcessEnv,
  ): Promise<Arranged> {
    const backend = mkdtempSync(join(tmpdir(), "pulumi-algorithmia-backend-"));
    const env = { ...cluster, PULUMI_HOME: join(backend, "home"), PULUMI_BACKEND_URL: `file://${backend}` };
    const node = await nodeFolder(combination.node);
    const arranged = new Arranged(project, combination, node, env, backend);
    project.arrange(filesOf(combination, consumerKey), combination.module);
    await arranged.prepare();
    return arranged;
  }

  /** Runs an operation: from where the combination says, or from another folder. */
  operate(operation: Operation, cwd?: string): Promise<Ended> {
    const { home } = this.project;
    if (this.combination.launch.startsWith("Automation")) {
      return run("node", [join(home, "driver.js"), operation], this.where(cwd ?? home));
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
      ? run("pulumi", ["-C", home, ...args], this.where(cwd ?? "/"))
      : run("pulumi", args, this.where(cwd ?? home));
  }

  remove(): void {
    rmSync(this.backend, { recursive: true, force: true });
  }

  private async prepare(): Promise<void> {
    const { launch, language } = this.combination;
    const where = this.where(this.project.home);
    if (launch === "Automation, inline" && language === "typescript") {
      // Nothing but tsc stands between such a program and Node.
      await succeed("node", [join(ROOT, "node_modules/typescript/bin/tsc"), "-p", "."], where);
    }
    if (!launch.startsWith("Automation")) {
      await succeed("pulumi", ["stack", "init", "test", "--non-interactive"], where);
    }
  }

  private where(cwd: string): { cwd: string; env: NodeJS.ProcessEnv; node: string } {
    return { cwd, env: this.env, node: this.node };
  }
}

function filesOf(combination: Combination, consumerKey: string): Files {
  const { launch } = combination;
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

/** A combination in words, as tests are named by. */
export function named({ manager, dependency, shape, module, language, node, launch }: Combination): string {
  const how = [dependency === "transitive" && "transitive", shape === "workspace" && "workspace member"];
  const written = `${module === "module" ? "ESM" : "CommonJS"} ${language === "javascript" ? "JavaScript" : "TypeScript"}`;
  return [[manager, ...how].filter(Boolean).join(", "), written, `Node ${node}`, launch].join("; ");
}
