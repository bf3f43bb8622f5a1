import { join } from "node:path";
import { ROOT } from "../../support/environment";
import { succeed } from "./command";
import type { GitRepository } from "./gitRepository";

const modules = join(ROOT, "node_modules");

export interface ManagerFacts {
  /** The command line that installs a project. */
  readonly install: readonly string[];
  /** Disables scripts of dependencies. */
  readonly ignoreScripts: readonly string[];
  /** Files besides the manifests. */
  readonly files: Readonly<Record<string, string>>;
  /** The version of a workspace member in the manifest of another. */
  readonly memberVersion: string;
  /** What a project requires to install the package from Git. */
  readonly git: (repository: GitRepository) => {
    readonly version: string;
    readonly files?: Readonly<Record<string, string>>;
  };
}

const IGNORE_SCRIPTS = ["--ignore-scripts"];
const YARNRC = ["nodeLinker: node-modules", "enableScripts: false", "enableTelemetry: false", ""].join("\n");
const PNPM_WORKSPACE = "packages: ['packages/*']\n";

function gitVersion({ url, commit }: GitRepository): string {
  return `git+${url}#${commit}`;
}

/** The package managers that install the tests' projects. */
export const MANAGERS = {
  npm: {
    install: ["npm", "install", "--prefer-offline", "--no-audit", "--no-fund"],
    ignoreScripts: IGNORE_SCRIPTS,
    files: {},
    memberVersion: "*",
    git: (repository) => ({ version: gitVersion(repository) }),
  },
  pnpm: {
    install: [
      ...["node", join(modules, "pnpm/bin/pnpm.cjs"), "install"],
      ...["--no-frozen-lockfile", "--prefer-offline"],
    ],
    ignoreScripts: IGNORE_SCRIPTS,
    files: { "pnpm-workspace.yaml": PNPM_WORKSPACE },
    memberVersion: "workspace:*",
    git: (repository) => ({
      version: gitVersion(repository),
      files: {
        "pnpm-workspace.yaml": `${PNPM_WORKSPACE}onlyBuiltDependencies: ["pulumi-algorithmia@${gitVersion(repository)}"]\n`,
      },
    }),
  },
  "yarn classic": {
    install: ["node", join(modules, "yarn/bin/yarn.js"), "install", "--prefer-offline"],
    ignoreScripts: IGNORE_SCRIPTS,
    files: {},
    memberVersion: "*",
    git: (repository) => ({ version: gitVersion(repository) }),
  },
  "yarn berry": {
    install: ["node", join(modules, "@yarnpkg/cli-dist/bin/yarn.js"), "install", "--no-immutable"],
    ignoreScripts: [],
    // With an empty lockfile, yarn doesn't look for a project in the folders above.
    files: { ".yarnrc.yml": YARNRC, "yarn.lock": "" },
    memberVersion: "workspace:*",
    git: ({ url, commit }) => ({
      version: `git+${url}#commit=${commit}`,
      files: { ".yarnrc.yml": `${YARNRC}approvedGitRepositories: ["${url}"]\n` },
    }),
  },
} as const satisfies Record<string, ManagerFacts>;

export type Manager = keyof typeof MANAGERS;

/** Installs the project in a folder. */
export async function install(manager: Manager, cwd: string, repository?: GitRepository): Promise<void> {
  const { install, ignoreScripts } = MANAGERS[manager];
  const [command, ...args] = install;
  // A package from Git is built by its scripts.
  if (repository === undefined) await succeed(command, [...args, ...ignoreScripts], { cwd });
  else await succeed(command, args, { cwd, env: repository.env });
}
