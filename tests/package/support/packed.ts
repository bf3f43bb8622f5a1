import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT, succeed } from "./command";
import { kept } from "./keep";

/** What a package is built from, besides what both share. */
const SOURCES = {
  "pulumi-algorithmia": {
    folder: "",
    paths: [
      "package.json",
      "README.md",
      "CHANGELOG.md",
      "LICENSE",
      "tsconfig.build.json",
      "sdk",
      "provider",
      "client",
      "cli",
    ],
    build: "tsconfig.build.json",
  },
  "pulumi-algorithmia-emulator": {
    folder: "emulator",
    paths: ["emulator/package.json", "emulator/README.md", "emulator/tsconfig.json", "emulator/src"],
    build: "emulator",
  },
} as const;

export type Package = keyof typeof SOURCES;

/**
 * A package as `npm pack` makes it of what the sources of this checkout say: the tarball's path. Builds a copy of
 * them, since the folder that the build fills here keeps the output of sources that are gone.
 */
export async function pack(name: Package): Promise<string> {
  const { folder, build, paths } = SOURCES[name];
  const sources = ["tsconfig.base.json", ...paths];
  const directory = await kept(`${name}-${digest(sources)}`, async (destination) => {
    const copy = mkdtempSync(join(tmpdir(), "pulumi-algorithmia-pack-"));
    try {
      for (const path of sources) cpSync(join(ROOT, path), join(copy, path), { recursive: true });
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

function digest(sources: readonly string[]): string {
  const hash = createHash("sha256");
  for (const source of sources) {
    const path = join(ROOT, source);
    const files = statSync(path).isFile() ? [path] : filesOf(path).map((file) => join(path, file));
    for (const file of files) hash.update(file.slice(ROOT.length)).update("\0").update(readFileSync(file));
  }
  return hash.digest("hex").slice(0, 16);
}
