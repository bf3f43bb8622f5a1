import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../../support/environment";
import { succeed } from "./command";
import { kept } from "./keep";

/** The folders whose compiled code is packed. */
export const { include: FOLDERS } = JSON.parse(readFileSync(join(ROOT, "tsconfig.build.json"), "utf8")) as {
  include: string[];
};

const SHARED = ["tsconfig.base.json"];
const DOCUMENTS = ["README.md", "CHANGELOG.md", "LICENSE"];

/** What a package is built from. */
const SOURCES = {
  "pulumi-algorithmia": {
    folder: "",
    paths: ["package.json", ...DOCUMENTS, "tsconfig.build.json", ...FOLDERS],
    build: "tsconfig.build.json",
  },
  "pulumi-algorithmia-emulator": { folder: "emulator", paths: ["emulator"], build: "emulator" },
} as const;

export type Package = keyof typeof SOURCES;

/**
 * A package as `npm pack` makes it of what the sources of this checkout say: the tarball's path. Builds a copy of
 * them, since the folder that the build fills here keeps the output of sources that are gone.
 */
export async function pack(name: Package): Promise<string> {
  const { folder, build, paths } = SOURCES[name];
  const sources = [...SHARED, ...paths].flatMap(sourcesOf);
  const directory = await kept(`${name}-${digest(sources)}`, async (destination) => {
    const copy = mkdtempSync(join(tmpdir(), "pulumi-algorithmia-pack-"));
    try {
      for (const path of sources) cpSync(join(ROOT, path), join(copy, path));
      symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
      await succeed("node", [join(ROOT, "node_modules/typescript/bin/tsc"), "-b", build], { cwd: copy });
      const args = ["pack", "--ignore-scripts", "--pack-destination", destination];
      await succeed("npm", args, { cwd: join(copy, folder) });
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  });
  return join(directory, `${name}-${manifest(folder).version}.tgz`);
}

interface Manifest {
  readonly version: string;
  readonly dependencies: Record<string, string>;
  readonly devDependencies: Record<string, string>;
  readonly peerDependencies: Record<string, string>;
  readonly scripts?: Record<string, string>;
}

/** The `package.json` of a folder of this checkout. */
export function manifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(ROOT, folder, "package.json"), "utf8")) as Manifest;
}

/** All files of a folder, recursively, by their paths within it. */
export function filesOf(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: "utf8" })
    .filter((path) => statSync(join(directory, path)).isFile())
    .sort();
}

function sourcesOf(path: string): string[] {
  if (statSync(join(ROOT, path)).isFile()) return [path];
  const files = filesOf(join(ROOT, path)).map((file) => join(path, file));
  return files.filter((file) => !/\/(?:dist|node_modules)\//.test(file));
}

function digest(sources: readonly string[]): string {
  const hash = createHash("sha256");
  for (const path of sources)
    hash
      .update(path)
      .update("\0")
      .update(readFileSync(join(ROOT, path)));
  return hash.digest("hex").slice(0, 16);
}
