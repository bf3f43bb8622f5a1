import { existsSync, rmSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { Sandbox } from "./sandbox";

interface Package {
  version?: string;
  integrity?: string;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  link?: boolean;
  dependencies?: Record<string, string>;
}
type Packages = Record<string, Package>;

const ZOD: Packages = { "node_modules/zod": { version: "4.6.7", integrity: "sha512-aaaa" } };
const ROOT: Packages = { "": { dependencies: { zod: "^4.6.7" } } };

/** Simulates `npm ci`: each locked package gets a folder and an entry in npm's record. */
const INSTALLING = `node -e '
const { mkdirSync, readFileSync, writeFileSync } = require("node:fs");
const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8"));
const installed = Object.entries(packages).filter(([path]) => path.includes("node_modules/"));
for (const [path] of installed) mkdirSync(path, { recursive: true });
writeFileSync("node_modules/.package-lock.json", JSON.stringify({ packages: Object.fromEntries(installed) }));
'`;

let sandbox: Sandbox;

beforeEach(() => {
  sandbox = new Sandbox();
  sandbox.realNode();
  sandbox.program("npm", `echo "$*" >'${sandbox.path("npm.log")}'\n${INSTALLING}`);
  sandbox.write("checkout/package.json", JSON.stringify(ROOT[""]));
});
afterEach(() => rmSync(sandbox.directory, { recursive: true }));

function lock(packages: Packages): void {
  sandbox.write("checkout/package-lock.json", JSON.stringify({ packages }));
}

function install(packages: Packages): void {
  sandbox.write("checkout/node_modules/.package-lock.json", JSON.stringify({ packages }));
  for (const path of Object.keys(packages)) sandbox.write(`checkout/${path}/package.json`, "{}");
}

async function installs(): Promise<boolean> {
  const { code, stderr } = await sandbox.toolchain("dependencies");
  expect(code).toBe(0);
  const ran = existsSync(sandbox.path("npm.log"));
  if (!ran) expect(stderr).toBe("");
  return ran;
}

describe("npm packages are installed", () => {
  it("if none is installed", async () => {
    lock({ ...ROOT, ...ZOD });
    expect(await installs()).toBe(true);
  });

  it("if the lockfile has another version", async () => {
    lock({ ...ROOT, ...ZOD });
    install({ "node_modules/zod": { version: "4.6.6", integrity: "sha512-bbbb" } });
    expect(await installs()).toBe(true);
  });

  it("if a package was removed manually", async () => {
    lock({ ...ROOT, ...ZOD });
    install(ZOD);
    rmSync(sandbox.path("checkout/node_modules/zod"), { recursive: true });
    expect(await installs()).toBe(true);
  });

  it("if a package.json requires something else, so that npm reports the mismatch", async () => {
    lock({ ...ROOT, ...ZOD });
    install(ZOD);
    sandbox.write("checkout/package.json", JSON.stringify({ dependencies: { zod: "^5.0.0" } }));
    sandbox.program("npm", "echo 'not in sync' >&2; exit 1");
    expect(await sandbox.toolchain("dependencies")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("not in sync") as unknown,
    });
  });

  it("if this platform's optional package is missing", async () => {
    const optional = { version: "1.0.0", optional: true, os: [process.platform], cpu: [process.arch] };
    lock({ ...ROOT, ...ZOD, "node_modules/native": optional });
    install(ZOD);
    expect(await installs()).toBe(true);
  });
});

describe("npm packages aren't installed", () => {
  it("if they match the lockfile, including workspaces and other platforms' packages", async () => {
    const emulator: Package = { dependencies: { zod: "^4.0.0" } };
    const link: Packages = { "node_modules/pulumi-algorithmia-emulator": { link: true } };
    const other: Package = { version: "1.0.0", optional: true, os: ["aix"], cpu: ["ppc64"] };
    const libc: Package = { ...other, os: [process.platform], cpu: [process.arch], libc: ["musl"] };
    const locked = { ...ROOT, emulator, ...ZOD, ...link };
    lock({ ...locked, "node_modules/native-aix": other, "node_modules/native-musl": libc });
    sandbox.write("checkout/emulator/package.json", JSON.stringify(emulator));
    install({ ...ZOD, ...link });
    expect(await installs()).toBe(false);
  });
});

it("fails if npm succeeds without installing all packages", async () => {
  lock({ ...ROOT, ...ZOD });
  sandbox.program("npm", "");
  const { code, stderr } = await sandbox.toolchain("dependencies");
  expect(code).toBe(1);
  expect(stderr).toContain("none is installed yet. Is the disk full?");
  expect(stderr).not.toContain("installed in");
});

it("fails if npm fails", async () => {
  lock({ ...ROOT, ...ZOD });
  sandbox.program("npm", "echo 'no such package' >&2; exit 3");
  const { code, stderr } = await sandbox.toolchain("dependencies");
  expect(code).toBe(3);
  expect(stderr).toContain("no such package");
});
