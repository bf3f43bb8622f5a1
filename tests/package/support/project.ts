import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { install, type Manager, MANAGERS } from "./managers";
import { manifest, pack } from "./packed";

/** How a user's project gets the package. */
export interface Layout {
  readonly manager: Manager;
  /** Named by the program's own manifest, or only by a package that it uses. */
  readonly dependency: "direct" | "transitive";
  /** One package, or a member of a workspace. */
  readonly shape: "plain" | "workspace";
}

export type Files = Readonly<Record<string, string>>;

export interface ProjectOptions {
  /** Version of `@pulumi/pulumi`; the one that this checkout is developed with if left out. */
  readonly pulumi?: string;
  /** The tools for TypeScript if left out. */
  readonly devDependencies?: Readonly<Record<string, string>>;
  /** Files besides the manifests, at the root. */
  readonly settings?: Files;
}

const LANGUAGE_TOOLS = {
  typescript: developedWith("typescript"),
  "@types/node": "22.20.0",
  // With it, Pulumi's Node runtime runs TypeScript as ES modules.
  "ts-node": "10.9.2",
};

/** A user's project in a temporary folder, installed by a package manager. */
export class Project {
  readonly root = mkdtempSync(join(tmpdir(), "pulumi-algorithmia-project-"));
  /** The folder whose manifest is the program's. */
  readonly home: string;
  private arranged: string[] = [];
  private program: Record<string, unknown> = {};

  private constructor(
    readonly layout: Layout,
    private readonly options: ProjectOptions,
  ) {
    this.home = layout.shape === "plain" ? this.root : join(this.root, "packages/infra");
  }

  static async install(layout: Layout, options: ProjectOptions = {}): Promise<Project> {
    const project = new Project(layout, options);
    try {
      project.write(project.manifests(await pack("pulumi-algorithmia")));
      project.write({ ...MANAGERS[layout.manager].files, ...options.settings }, project.root);
      await install(layout.manager, project.root);
      return project;
    } catch (error) {
      project.remove();
      throw error;
    }
  }

  /** Puts a program into the project, in place of the one before. */
  arrange(files: Files, type: "commonjs" | "module"): void {
    for (const path of this.arranged) rmSync(join(this.home, path), { force: true });
    this.arranged = Object.keys(files);
    this.write(files);
    this.write({ "package.json": json({ ...this.program, type }) });
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  private manifests(tarball: string): Files {
    const { dependency, manager, shape } = this.layout;
    const { pulumi = developedWith("@pulumi/pulumi"), devDependencies = LANGUAGE_TOOLS } = this.options;
    const ours = { "pulumi-algorithmia": `file:${tarball}` };
    const platform = { ...PLATFORM_CODE, "package.json": json({ ...PLATFORM, dependencies: ours }) };
    const platformVersion = shape === "plain" ? "file:./platform" : MANAGERS[manager].memberVersion;
    this.program = {
      name: "infra",
      version: "1.0.0",
      private: true,
      dependencies: {
        "@pulumi/pulumi": pulumi,
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

/** A package of the user's own between the program and ours, which only this one names. */
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

/** The version of a package that this checkout is developed with. */
export function developedWith(name: string): string {
  const version = manifest("").devDependencies[name];
  if (version === undefined) throw new Error(`This checkout is not developed with ${name}`);
  return version;
}
