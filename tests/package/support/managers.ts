import { join } from "node:path";
import { ROOT } from "../../support/environment";
import { succeed } from "./command";

const modules = join(ROOT, "node_modules");
const yarnrc = ["nodeLinker: node-modules", "enableScripts: false", "enableTelemetry: false", ""].join("\n");

interface ManagerFacts {
  /** The command line that installs what the manifests of a folder say. */
  readonly install: readonly string[];
  /** Files besides the manifests. */
  readonly files: Readonly<Record<string, string>>;
  /** How a member of a workspace names another one. */
  readonly memberVersion: string;
}

const NEITHER_SCRIPTS_NOR_WAITS = ["--ignore-scripts", "--prefer-offline"];

/** The package managers that programs are installed with. */
export const MANAGERS = {
  npm: {
    install: ["npm", "install", ...NEITHER_SCRIPTS_NOR_WAITS, "--no-audit", "--no-fund"],
    files: {},
    memberVersion: "*",
  },
  pnpm: {
    install: [
      "node",
      join(modules, "pnpm/bin/pnpm.cjs"),
      "install",
      "--no-frozen-lockfile",
      ...NEITHER_SCRIPTS_NOR_WAITS,
    ],
    files: { "pnpm-workspace.yaml": "packages: ['packages/*']\n" },
    memberVersion: "workspace:*",
  },
  "yarn classic": {
    install: ["node", join(modules, "yarn/bin/yarn.js"), "install", ...NEITHER_SCRIPTS_NOR_WAITS],
    files: {},
    memberVersion: "*",
  },
  "yarn berry": {
    install: ["node", join(modules, "@yarnpkg/cli-dist/bin/yarn.js"), "install", "--no-immutable"],
    // An empty lockfile says that the project ends here, and not in some folder above.
    files: { ".yarnrc.yml": yarnrc, "yarn.lock": "" },
    memberVersion: "workspace:*",
  },
} as const satisfies Record<string, ManagerFacts>;

export type Manager = keyof typeof MANAGERS;

/** Installs what the manifests of a folder say. */
export async function install(manager: Manager, cwd: string): Promise<void> {
  const [command, ...args] = MANAGERS[manager].install;
  await succeed(command, args, { cwd });
}
