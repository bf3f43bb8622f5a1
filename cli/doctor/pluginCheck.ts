import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { printable, truncate } from "../../client/redact/printable";
import { findProject } from "../settings/project";
import { type Check, failure, ok, skipped } from "./model";

const LAUNCHER = "pulumi-resource-algorithmia";
const START_TIMEOUT_MS = 20_000;

/** Finds the plugin where the engine would, and starts it. */
export const plugin: Check = {
  name: "plugin",
  activity: "starting the provider plugin",
  dependsOn: [],
  run: async ({ sources: { env }, options: { directory } }) => {
    const project = findProject(directory);
    if (project === undefined) return skipped("no Pulumi project found");
    const { runtime, pluginFolder } = project;
    if (pluginFolder !== undefined && !existsSync(join(pluginFolder, LAUNCHER))) {
      return failure(
        `the project file names the plugin's folder ${pluginFolder}, which has no ${LAUNCHER}`,
        "Install the npm package, or correct the path of algorithmia under plugins in the project file.",
      );
    }
    const launcher = pluginFolder === undefined ? installedLauncher(env) : join(pluginFolder, LAUNCHER);
    if (launcher === undefined) {
      return runtime === undefined || runtime === "nodejs" || runtime === "bun"
        ? ok("not found: the program can use the dynamic provider, which requires no plugin")
        : failure(
            `a program with the runtime ${runtime} requires the plugin, which isn't installed`,
            'Run "pulumi plugin install resource algorithmia VERSION --file ARCHIVE", or name the plugin\'s folder in the project file.',
          );
    }
    const problem = await startProblem(launcher, env);
    return problem === undefined
      ? ok(`starts, from ${launcher}`)
      : failure(
          `the plugin at ${launcher} doesn't start: ${problem}`,
          "The plugin requires Node 22.12 or newer as node on PATH. Install it, or install the plugin again.",
        );
  },
};

/** The launcher that the engine uses if the project file names none: on PATH, or installed by the CLI. */
function installedLauncher(env: NodeJS.ProcessEnv): string | undefined {
  const plugins = join(env["PULUMI_HOME"] ?? join(env["HOME"] ?? homedir(), ".pulumi"), "plugins");
  const versions = existsSync(plugins)
    ? readdirSync(plugins).filter((name) => /^resource-algorithmia-v[^.]*\.[^.]*\.[^.]*$/.test(name))
    : [];
  const newestFirst = versions.toSorted((one, other) => other.localeCompare(one, "en", { numeric: true }));
  return [...(env["PATH"] ?? "").split(delimiter), ...newestFirst.map((name) => join(plugins, name))]
    .filter((folder) => folder !== "")
    .map((folder) => join(folder, LAUNCHER))
    .find(existsSync);
}

/** Starts the plugin until it reports its port. Returns the problem if it doesn't. */
function startProblem(launcher: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  return new Promise((done) => {
    const child = spawn(launcher, { env, stdio: ["ignore", "pipe", "pipe"] });
    let [output, errors] = ["", ""];
    const finish = (problem: string | undefined) => {
      clearTimeout(timer);
      child.kill();
      done(problem);
    };
    const timer = setTimeout(
      () => finish(`it reported no port within ${START_TIMEOUT_MS / 1000} s`),
      START_TIMEOUT_MS,
    );
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      if (/^\d+\n/.test(output)) finish(undefined);
    });
    child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
    child.once("error", ({ message }) => finish(message));
    child.once("close", (code) => {
      finish(truncate(printable(errors.trim()), 400) || `it exited with ${String(code)}`);
    });
  });
}
