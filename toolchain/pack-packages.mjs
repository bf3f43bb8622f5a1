// toolchain/pack-packages.mjs FOLDER: packs the package and the emulator into FOLDER, and prints the tarballs' paths. Builds
// a copy of the sources, because dist keeps the output of deleted sources.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const destination = resolve(process.argv[2] ?? join(root, "dist"));
const { include } = JSON.parse(readFileSync(join(root, "tsconfig.build.json"), "utf8"));

const sources = [
  ...["package.json", "package-lock.json", "README.md", "CHANGELOG.md", "LICENSE"],
  ...["tsconfig.base.json", "tsconfig.build.json", "toolchain/prepare.mjs", "toolchain/bundle.mjs"],
  ...[...include, "plugin", "examples", "emulator"],
];

mkdirSync(destination, { recursive: true });
const copy = mkdtempSync(join(tmpdir(), "pulumi-algorithmia-pack-"));
try {
  for (const path of sources)
    cpSync(join(root, path), join(copy, path), { recursive: true, filter: isSource });
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  run(process.execPath, "toolchain/prepare.mjs");
  run(process.execPath, "node_modules/typescript/bin/tsc", "-b", "emulator");
  for (const folder of [".", "emulator"]) {
    const pack = ["pack", "--silent", "--ignore-scripts", "--pack-destination", destination];
    const printed = run("npm", ...pack, join(copy, folder));
    console.log(join(destination, printed.trim()));
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}

function isSource(path) {
  return !["dist", "node_modules"].includes(basename(path));
}

function run(command, ...args) {
  return execFileSync(command, args, { cwd: copy, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
}
