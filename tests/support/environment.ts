import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

export const ROOT = resolve(__dirname, "../..");

/** What makes Node processes start quickly: those of Pulumi's SDK, or any. */
export const FAST_START = { NODE_OPTIONS: `--require ${join(__dirname, "lazyPulumi.cjs")}` };

/** Runs once before all test files: puts the CLI and its Node first on PATH, and makes a directory that the files share. */
export default function prepareRun(): void {
  const path = execFileSync(join(ROOT, "toolchain/exec"), ["printenv", "PATH"], { encoding: "utf8" });
  process.env["PATH"] = path.trim();
  const directory = mkdtempSync(join(tmpdir(), "pulumi-algorithmia-run-"));
  process.on("exit", () => rmSync(directory, { recursive: true, force: true }));
  process.env["TEST_RUN_DIRECTORY"] = directory;
  process.env["NODE_COMPILE_CACHE"] ??= join(ROOT, ".setup/node-compile-cache");
}

/** A directory that all files of this run of jest share. */
export function runDirectory(): string {
  return process.env["TEST_RUN_DIRECTORY"] ?? "";
}

/** A new directory, which is removed with the run's own. */
export function temporaryDirectory(name: string): string {
  return mkdtempSync(join(runDirectory(), `${name}-`));
}

export type Environment = Record<string, string | undefined>;

/** The variables of this machine that a command needs, and none of Pulumi, the cluster, or npm. */
export function machineEnvironment(): Environment {
  const { PATH, HOME, XDG_CACHE_HOME, NODE_COMPILE_CACHE } = process.env;
  return { PATH, HOME, XDG_CACHE_HOME, NODE_COMPILE_CACHE };
}

/** The same for Pulumi's dynamic-provider host and for programs on Pulumi's SDK. */
export function sdkEnvironment(): Environment {
  return { ...machineEnvironment(), ...FAST_START };
}

/** The same for the Pulumi CLI, with a home and a file backend below a directory. */
export function pulumiEnvironment(directory: string): Environment {
  return {
    ...sdkEnvironment(),
    PULUMI_HOME: join(directory, "home"),
    PULUMI_BACKEND_URL: `file://${directory}`,
    PULUMI_CONFIG_PASSPHRASE: "passphrase",
    PULUMI_SKIP_UPDATE_CHECK: "true",
  };
}
