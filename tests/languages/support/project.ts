import { execFile } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Environment, machineEnvironment, ROOT } from "../../support/environment";
import type { Stack } from "../../support/stack";

const execute = promisify(execFile);

/** Copies an example's program and project to a stack. */
export function copyExample(example: string, { directory }: Stack): void {
  cpSync(join(ROOT, "examples", example), directory, { recursive: true });
  const project = join(directory, "Pulumi.yaml");
  const text = readFileSync(project, "utf8")
    .replace(/^name: .*/m, "name: test")
    .replace("path: ../../plugin", `path: ${join(ROOT, "plugin")}`);
  writeFileSync(project, text);
}

/** Generates an SDK in a folder from the built schema. */
export async function generateSdk(language: string, folder: string): Promise<void> {
  await run("generate-sdk", [join(ROOT, "dist/plugin/schema.json"), language, folder]);
}

/** Runs a command that must succeed, and returns its standard output. */
export async function run(
  command: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: Environment } = {},
): Promise<string> {
  const env = { ...machineEnvironment(), ...options.env };
  const { stdout } = await execute(command, args, { ...options, env });
  return stdout;
}
