import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { load } from "js-yaml";

/** A Pulumi project, as its project file describes it. */
export interface Project {
  readonly directory: string;
  /** The language's runtime, such as `nodejs` or `yaml`. Not set if the file can't be parsed, which the CLI reports. */
  readonly runtime?: string;
  /** The folder of the provider plugin, if the file names it. Absolute. */
  readonly pluginFolder?: string;
}

/** Finds the project of a directory, as the Pulumi CLI does: in it, or above it. */
export function findProject(directory: string): Project | undefined {
  const here = resolve(directory);
  // JSON is YAML.
  const file = ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"].map((name) => join(here, name)).find(existsSync);
  if (file !== undefined) return { directory: here, ...described(file, here) };
  return dirname(here) === here ? undefined : findProject(dirname(here));
}

function described(file: string, directory: string): Omit<Project, "directory"> {
  const project = contentOf(file);
  const runtime = property(project, "runtime");
  const name = typeof runtime === "string" ? runtime : property(runtime, "name");
  const providers = property(property(project, "plugins"), "providers");
  const plugin = (Array.isArray(providers) ? (providers as unknown[]) : []).find(
    (entry) => property(entry, "name") === "algorithmia",
  );
  const path = property(plugin, "path");
  return {
    ...(typeof name === "string" && { runtime: name }),
    ...(typeof path === "string" && { pluginFolder: resolve(directory, path) }),
  };
}

function contentOf(file: string): unknown {
  try {
    return load(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

function property(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
