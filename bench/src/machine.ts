import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { availableParallelism, cpus, totalmem } from "node:os";
import { delimiter, join } from "node:path";
import type { Env } from "./command";
import { ROOT } from "./root";

/** The engine's default parallelism: four resources for each core. */
export const PARALLELISM = 4 * availableParallelism();

/** The variables for a language's programs. */
export interface Languages {
  readonly path: string;
  readonly python: Env | undefined;
  readonly goSdk: string | undefined;
}

// Not `toolchain/exec` for each command, because its time would count.
function pathWith(...languages: string[]): string {
  const args = languages.length === 0 ? [] : [...languages, "--"];
  const file = join(ROOT, "toolchain", languages.length === 0 ? "exec" : "languages");
  return execFileSync(file, [...args, "printenv", "PATH"], { encoding: "utf8" }).trim();
}

/** Builds language hosts, and generates and installs SDKs. A language that this machine can't provide is omitted. */
export function prepareLanguages(all: boolean, warn: (text: string) => void): Languages {
  const path = pathWith("yaml");
  if (!all) return { path, python: undefined, goSdk: undefined };
  const attempt = <T>(language: string, prepare: () => T): T | undefined => {
    try {
      return prepare();
    } catch (error) {
      warn(`${language} is omitted: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  };
  const python = attempt("Python", () => preparePython(pathWith("yaml", "python", "generate-sdk")));
  const goSdk = attempt("Go", () => generateSdk("go", pathWith("yaml", "go", "generate-sdk")));
  const hosts = ["yaml", ...(python === undefined ? [] : ["python"]), ...(goSdk === undefined ? [] : ["go"])];
  return { path: pathWith(...hosts), python, goSdk };
}

const FOLDER = join(ROOT, ".setup/bench");

function generateSdk(language: string, path: string): string {
  const folder = join(FOLDER, `sdk-${language}`);
  mkdirSync(folder, { recursive: true });
  const env = { ...process.env, PATH: path };
  execFileSync("generate-sdk", [join(ROOT, "dist/plugin/schema.json"), language, folder], {
    env,
    stdio: "pipe",
  });
  return folder;
}

function preparePython(path: string): Env {
  const sdk = generateSdk("python", path);
  const environment = join(FOLDER, "python");
  const env = { ...process.env, PATH: path };
  const pip = (...args: string[]) =>
    execFileSync(join(environment, "bin/python"), ["-m", "pip", "--disable-pip-version-check", ...args], {
      env,
      stdio: "pipe",
    });
  if (!existsSync(join(environment, "installed"))) {
    execFileSync("python3", ["-m", "venv", environment], { env, stdio: "pipe" });
    const requirements = join(ROOT, "examples/python/requirements.txt");
    pip("install", "--quiet", "-r", requirements, "parver>=0.2.1", "semver>=2.8.1", "setuptools>=77");
    mkdirSync(join(environment, "installed"));
  }
  const packages = join(FOLDER, "python-packages");
  const flags = ["--no-deps", "--no-build-isolation", "--no-index", "--quiet", "--upgrade"];
  pip("install", ...flags, "--target", packages, sdk);
  return { PATH: `${join(environment, "bin")}${delimiter}${path}`, PYTHONPATH: packages };
}

/** The machine and the versions, for the report. */
export function circumstances(path: string): { machine: string; versions: string } {
  const pulumi = execFileSync("pulumi", ["version"], {
    encoding: "utf8",
    env: { ...process.env, PATH: path },
  });
  const model = cpus()[0]?.model ?? "an unknown model";
  return {
    machine: `${availableParallelism()} cores (${model}), ${Math.round(totalmem() / 1024 ** 3)} GB`,
    versions: `Pulumi ${pulumi.trim()}, Node ${process.version}, file backend`,
  };
}
