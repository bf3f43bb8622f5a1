import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { MANAGERS } from "../package/support/managers";
import { succeed } from "../package/support/command";
import { cachedDirectory } from "../package/support/cachedDirectory";
import { pack } from "../package/support/packed";
import type { Env, Ran } from "./support";

/**
 * The packed package and its dependencies, installed by npm into a project of their own: the project's folder. Without
 * the peer, `@pulumi/pulumi`, since the commands must not need it.
 */
export async function installed(): Promise<string> {
  const tarball = await pack("pulumi-algorithmia");
  return cachedDirectory(`commands-${basename(join(tarball, ".."))}`, async (directory) => {
    writeFileSync(join(directory, "package.json"), JSON.stringify({ name: "infra", private: true }));
    const [npm, ...args] = MANAGERS.npm.install;
    await succeed(npm, [...args, ...MANAGERS.npm.ignoreScripts, "--omit=peer", tarball], { cwd: directory });
  });
}

/** Runs the installed command as npx does, in an environment of its own. */
export async function runInstalled(args: readonly string[], env: Env, cwd?: string): Promise<Ran> {
  const project = await installed();
  const command = join(project, "node_modules/.bin/pulumi-algorithmia");
  return new Promise((done) => {
    const options = { cwd: cwd ?? project, env: { PATH: process.env["PATH"], ...env } };
    const child = execFile(process.execPath, [command, ...args], options, (_error, out, err) =>
      done({ status: child.exitCode ?? -1, out, err }),
    );
  });
}
