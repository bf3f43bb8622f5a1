import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { succeed } from "./command";
import { kept } from "./keep";

/**
 * The versions of Node that programs run on: the oldest that `engines` allows, since it is the first that can require
 * the ES modules among our dependencies without a flag, and the line that these scripts bring along.
 */
export const NODES = { "22": "22.12.0", "24": "24.21.0" } as const;

export type NodeLine = keyof typeof NODES;

/** The folder of a Node binary, as the npm registry carries them. */
export async function nodeFolder(line: NodeLine): Promise<string> {
  if (process.version === `v${NODES[line]}`) return dirname(process.execPath);
  const name = `node-${process.platform}-${process.arch}`;
  const directory = await kept(`node-${NODES[line]}`, async (cwd) => {
    // Without a manifest of its own, npm would take the folder for a part of this checkout and install there.
    writeFileSync(join(cwd, "package.json"), "{}");
    await succeed("npm", ["install", "--ignore-scripts", "--no-save", `${name}@${NODES[line]}`], { cwd });
  });
  return join(directory, "node_modules", name, "bin");
}
