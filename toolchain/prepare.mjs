// Builds dist, unless it's newer than all sources. Package managers run this when they install the package from Git, and
// npm before it packs. In Node, because these machines can have Windows.
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const inRoot = (path) => join(root, path);

// Written last.
const result = inRoot("dist/dynamic-provider/licenses.txt");
const { include } = JSON.parse(readFileSync(inRoot("tsconfig.build.json"), "utf8"));
const settings = [
  "toolchain/bundle.mjs",
  "package.json",
  "package-lock.json",
  "tsconfig.base.json",
  "tsconfig.build.json",
];

if (!existsSync(result) || newest([...include, "plugin", "examples", ...settings]) > changed(result)) {
  const tsc = inRoot("node_modules/typescript/bin/tsc");
  if (!existsSync(tsc)) {
    console.error("TypeScript isn't installed. Building the package requires its devDependencies.");
    process.exit(1);
  }
  node(tsc, "-b", "tsconfig.build.json");
  node("plugin/build.mjs");
  node("provider/bundle.mjs");
  chmodSync(inRoot("dist/cli/main.js"), 0o755);
}

function newest(paths) {
  return Math.max(...paths.flatMap((path) => files(inRoot(path))).map(changed));
}

function files(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter(({ name }) => name !== "node_modules")
    .flatMap(({ name }) => files(join(path, name)));
}

function changed(path) {
  return statSync(path).mtimeMs;
}

// What the build prints goes to standard error, because `npm pack --json` and others parse standard output.
function node(...args) {
  execFileSync(process.execPath, args, {
    cwd: root,
    stdio: ["ignore", process.stderr.fd, process.stderr.fd],
  });
}
