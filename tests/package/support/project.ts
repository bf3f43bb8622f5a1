import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { install, type Manager, type ManagerFacts, MANAGERS } from "./managers";
import type { GitRepository } from "./gitRepository";
import { manifest, pack } from "./packed";

/** How a user's project installs the package. */
export interface Layout {
  readonly manager: Manager;
  /** In the manifest of the program, or only of a package that the program depends on. */
  readonly dependency: "direct" | "transitive";
  /** One package, or a member of a workspace. */
  readonly shape: "plain" | "workspace";
}

export type Files = Readonly<Record<string, string>>;

export interface ProjectOptions {
  /** The version of `@pulumi/pulumi`, or `null` for none. Default: this checkout's. */
  readonly pulumi?: string | null;
  /** Default: the tools for TypeScript. */
  readonly devDependencies?: Readonly<Record<string, string>>;
  /** Files besides the manifests, at the root. */
  readonly settings?: Files;
  /** Where the package is installed from. Default: a tarball. */
  readonly repository?: GitRepository;
}

/** The oldest `@pulumi/pulumi` that the package allows. */
export const [, OLDEST_PULUMI = ""] =
  /^>=(\S+) <4$/.exec(manifest("").peerDependencies["@pulumi/pulumi"] ?? "") ?? [];

/** The tools for TypeScript. */
export const LANGUAGE_TOOLS = {
  typescript: developedWith("typescript"),
  "@types/node": "22.20.0",
  // Pulumi's Node runtime requires it to run TypeScript as ES modules.
  "ts-node": "10.9.2",
};

/** A user's project in a temporary folder, installed by a package manager. */
export class Project {
  readonly root = mkdtempSync(join(tmpdir(), "pulumi-algorithmia-project-"));
  /** The folder of the program and its manifest. */
  readonly home: string;
  private written: string[] = [];
  private program: Record<string, unknown> = {};

  private constructor(
    readonly layout: Layout,
    private readonly options: ProjectOptions,
  ) {
    this.home = layout.shape === "plain" ? this.root : join(this.root, "packages/infra");
  }

  static async install(layout: Layout, options: ProjectOptions = {}): Promise<Project> {
    const project = new Project(layout, options);
    const { repository } = options;
    const { files, git }: ManagerFacts = MANAGERS[layout.manager];
    try {
      const fromGit = repository && git(repository);
      const version = fromGit?.version ?? `file:${await pack("pulumi-algorithmia")}`;
      project.write(project.manifests(version));
      project.write({ ...files, ...fromGit?.files, ...options.settings }, project.root);
      await install(layout.manager, project.root, repository);
      return project;
    } catch (error) {
      project.remove();
      throw error;
    }
  }

  /** Writes a program into the project, and removes the previous program. */
  writeProgram(files: Files, type: "commonjs" | "module"): void {
    for (const path of this.written) rmSync(join(this.home, path), { force: true });
    this.written = Object.keys(files);
    this.write(files);
    this.write({ "package.json": json({ ...this.program, type }) });
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  private manifests(version: string): Files {
    const { dependency, manager, shape } = this.layout;
    const { pulumi = developedWith("@pulumi/pulumi"), devDependencies = LANGUAGE_TOOLS } = this.options;
    const ours = { "pulumi-algorithmia": version };
    const platform = { ...PLATFORM_CODE, "package.json": json({ ...PLATFORM, dependencies: ours }) };
    const platformVersion = shape === "plain" ? "file:./platform" : MANAGERS[manager].memberVersion;
    this.program = {
      name: "infra",
      version: "1.0.0",
      private: true,
      dependencies: {
        ...(pulumi !== null && { "@pulumi/pulumi": pulumi }),
        ...(dependency === "direct" ? ours : { platform: platformVersion }),
      },
      devDependencies,
    };
    const from = (folder: string, files: Files) =>
      Object.fromEntries(Object.entries(files).map(([path, text]) => [join(folder, path), text]));
    return {
      "package.json": json(this.program),
      ...(dependency === "transitive" && from(shape === "plain" ? "platform" : "../platform", platform)),
      ...(shape === "workspace" && {
        "../../package.json": json({ name: "all", private: true, workspaces: ["packages/*"] }),
      }),
    };
  }

  private write(files: Files, folder = this.home): void {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  }
}

/** A package of the user that depends on the installed package, and that the program depends on. */
const PLATFORM = {
  name: "platform",
  version: "1.0.0",
  main: "index.js",
  peerDependencies: { "@pulumi/pulumi": "*" },
};
const PLATFORM_CODE = {
  "index.js":
    'exports.BitbucketCloudScmConfiguration = require("pulumi-algorithmia").BitbucketCloudScmConfiguration;',
  "index.d.ts": 'export { BitbucketCloudScmConfiguration } from "pulumi-algorithmia";',
};

function json(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}

/** The version of a development dependency of this checkout. */
export function developedWith(name: string): string {
  const version = manifest("").devDependencies[name];
  if (version === undefined) throw new Error(`${name} isn't a development dependency of this checkout`);
  return version;
}
