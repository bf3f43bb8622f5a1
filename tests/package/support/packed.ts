import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../support/environment";
import { cachedDirectory } from "./cachedDirectory";
import { succeed } from "./command";

/** The folders whose compiled code is packed. */
export const { include: FOLDERS } = JSON.parse(readFileSync(join(ROOT, "tsconfig.build.json"), "utf8")) as {
  include: string[];
};

/** The packages, by their folders. */
const PACKAGES = { "pulumi-algorithmia": "", "pulumi-algorithmia-emulator": "emulator" } as const;

export type Package = keyof typeof PACKAGES;

/** Returns the path of a package's tarball, as `make package` packs the current sources. */
export async function pack(name: Package): Promise<string> {
  const directory = await cachedDirectory(`packages-${await hashOfSources()}`, async (destination) => {
    await succeed("node", ["toolchain/pack-packages.mjs", destination], { cwd: ROOT });
  });
  return join(directory, `${name}-${manifest(PACKAGES[name]).version}.tgz`);
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

/** All files of a folder, recursively, as paths relative to the folder. */
export function filesOf(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: "utf8" })
    .filter((path) => statSync(join(directory, path)).isFile())
    .sort();
}

/** The files of this checkout that Git doesn't ignore. */
export async function checkedOutFiles(...folders: readonly string[]): Promise<string[]> {
  const listed = await succeed("git", ["ls-files", "-coz", "--exclude-standard", "--", ...folders], {
    cwd: ROOT,
  });
  return listed.split("\0").filter((path) => path !== "" && existsSync(join(ROOT, path)));
}

async function hashOfSources(): Promise<string> {
  const hash = createHash("sha256");
  const files = await checkedOutFiles(
    ...["*.json", "*.md", "LICENSE", "toolchain/*.mjs"],
    ...["plugin", "examples", "emulator", ...FOLDERS],
  );
  for (const path of files)
    hash
      .update(path)
      .update("\0")
      .update(readFileSync(join(ROOT, path)));
  return hash.digest("hex").slice(0, 16);
}
