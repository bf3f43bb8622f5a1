import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { cachedDirectory } from "./cachedDirectory";
import { succeed } from "./command";

/**
 * The versions of Node that programs run on: the oldest that `engines` allows, which is the first that can require ES modules
 * without a flag, and the version that the toolchain installs.
 */
export const NODE_VERSIONS = { "22": "22.12.0", "24": "24.21.0" } as const;

export type NodeMajor = keyof typeof NODE_VERSIONS;

/** Returns the folder of a Node executable from the npm registry. */
export async function nodeFolder(major: NodeMajor): Promise<string> {
  if (process.version === `v${NODE_VERSIONS[major]}`) return dirname(process.execPath);
  const name = `node-${process.platform}-${process.arch}`;
  const directory = await cachedDirectory(`node-${NODE_VERSIONS[major]}`, async (cwd) => {
    // Without a package.json, npm would install into this checkout.
    writeFileSync(join(cwd, "package.json"), "{}");
    const packageName = `${name}@${NODE_VERSIONS[major]}`;
    await succeed("npm", ["install", "--ignore-scripts", "--no-save", packageName], { cwd });
  });
  return join(directory, "node_modules", name, "bin");
}
