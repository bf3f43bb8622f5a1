import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { ROOT } from "../../support/environment";
import type { Stack } from "../../support/stack";
import { generateSdk, run } from "./project";

/** What the generated SDK and its build require in addition to the example's requirements. */
const REQUIREMENTS = ["parver>=0.2.1", "semver>=2.8.1", "setuptools>=77"];
const EXAMPLE_REQUIREMENTS = join(ROOT, "examples/python/requirements.txt");

/** Installs the generated SDK with pip, for the stack's program only. */
export async function installPython(stack: Stack): Promise<void> {
  const environment = await virtualEnvironment();
  const sdk = join(stack.directory, "sdks/algorithmia");
  const packages = join(stack.directory, "packages");
  await generateSdk("python", sdk);
  const flags = ["--no-deps", "--no-build-isolation", "--no-index", "--quiet"];
  await run(join(environment, "bin/python"), ["-m", "pip", "install", ...flags, "--target", packages, sdk]);
  stack.setEnv({
    // The newest language host in the registries doesn't read the project's `virtualenv`.
    PATH: `${join(environment, "bin")}${delimiter}${process.env["PATH"] ?? ""}`,
    PYTHONPATH: packages,
  });
}

/** A virtual environment with the example's packages, which all checkouts share. */
async function virtualEnvironment(): Promise<string> {
  const version = await run("python3", ["--version"]);
  const hash = createHash("sha256")
    .update([version, readFileSync(EXAMPLE_REQUIREMENTS, "utf8"), ...REQUIREMENTS].join("\n"))
    .digest("hex");
  const cache = process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache");
  const folder = join(cache, "pulumi-algorithmia/python", hash.slice(0, 16));
  if (existsSync(folder)) return folder;

  mkdirSync(dirname(folder), { recursive: true });
  const unfinished = mkdtempSync(`${folder}-`);
  try {
    await run("python3", ["-m", "venv", unfinished]);
    const flags = ["--quiet", "--disable-pip-version-check", "-r", EXAMPLE_REQUIREMENTS];
    await run(join(unfinished, "bin/python"), ["-m", "pip", "install", ...flags, ...REQUIREMENTS], {
      env: pipSettings(),
    });
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(folder)) throw error; // Another process was faster.
  }
  return folder;
}

/** The user's settings of registry, certificates and proxy. */
function pipSettings(): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => /^PIP_|_proxy$/i.test(name)));
}
