// Prints why node_modules differs from package-lock.json and exits with 0, or exits with 1 if it doesn't differ.
// JavaScript for any Node version, because it runs before packages are installed.
"use strict";
const { existsSync, readFileSync } = require("node:fs");
const { join } = require("node:path");

const DEPENDENCIES = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"];

const [root] = process.argv.slice(2);
const read = (...path) => JSON.parse(readFileSync(join(root, ...path), "utf8"));

const reason = staleReason();
if (reason === undefined) process.exit(1);
console.log(reason);

function staleReason() {
  // npm's record of the installed packages.
  if (!existsSync(join(root, "node_modules/.package-lock.json"))) return "none is installed yet";
  const locked = read("package-lock.json").packages;
  const installed = read("node_modules/.package-lock.json").packages;
  for (const [path, entry] of Object.entries(locked)) {
    const reason = path.includes("node_modules/")
      ? packageReason(path, entry, installed[path])
      : manifestReason(path, entry);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function packageReason(path, locked, installed) {
  if (installed === undefined) return canBeMissing(locked) ? undefined : `${path} is missing`;
  if (!existsSync(join(root, path))) return `${path} was removed`;
  if (installed.version === locked.version && installed.integrity === locked.integrity) return undefined;
  return `${path} is ${installed.version}, package-lock.json has ${locked.version}`;
}

// npm decides which packages for a C library it installs. Other optional packages depend on system and processor.
function canBeMissing({ optional, os, cpu, libc }) {
  const fits = [os ?? [], cpu ?? []].flat();
  return optional && !(fits.includes(process.platform) && fits.includes(process.arch) && libc === undefined);
}

// `npm ci` rejects a package.json that differs from the lockfile, and reports what to do.
function manifestReason(path, locked) {
  const manifest = read(path, "package.json");
  const differs = DEPENDENCIES.some((kind) => !sameEntries(manifest[kind], locked[kind]));
  return differs ? `${join(path, "package.json")} has changed` : undefined;
}

function sameEntries(a = {}, b = {}) {
  return JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());
}
