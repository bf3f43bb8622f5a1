import { basename, resolve } from "node:path";
import { type ClusterClient, createClusterClient } from "../../client/api/clusterClient";
import type { Connection } from "../../client/connection/connection";
import type { ScmConfiguration } from "../../client/wire/model";
import { findPackageManifest } from "../../client/package/manifest";
import { CommandError } from "../commandError";
import { readSettings, type SettingSources } from "../settings/settings";
import { programDependencies } from "./dependencies";
import { adoptionSummary } from "./summary";
import { planAdoption } from "./plan";
import { importCommands } from "./importCommands";
import { programFiles } from "./program";
import { writeProgram } from "./write";
import { yamlProgramFiles } from "./yamlProgram";

export interface AdoptOptions {
  readonly directory: string;
  /** The Pulumi project's name. Default: the directory's name. */
  readonly project?: string;
  readonly language: "typescript" | "yaml";
  /** Return commands that import the configurations, and write no program. */
  readonly import: boolean;
  readonly force: boolean;
  readonly progress: (text: string) => void;
}

/**
 * Writes a program for the cluster's configurations and returns a summary with the next steps, or returns the commands that
 * import them. Changes nothing on the cluster.
 */
export async function adopt(sources: SettingSources, options: AdoptOptions): Promise<string> {
  const { progress, force } = options;
  const directory = resolve(options.directory);
  const project = projectName(options.project, directory);
  const connection = connectionOf(sources);
  progress("reading the cluster's configurations");
  const plan = planAdoption(await bitbucketConfigurations(createClusterClient(connection)));
  if (plan.resources.length === 0) {
    throw new CommandError(
      [
        `The cluster ${connection.apiUrl} has no Bitbucket Cloud configuration to adopt. No file was written.`,
        ...plan.notes,
      ].join("\n"),
    );
  }
  if (options.import) return importCommands(plan);
  const manifest = findPackageManifest();
  if (manifest === undefined) {
    throw new CommandError(
      "The package.json of pulumi-algorithmia can't be found. Install the package and run its command.",
    );
  }
  const isYaml = options.language === "yaml";
  const files = isYaml
    ? yamlProgramFiles(plan, project)
    : programFiles(plan, project, programDependencies(manifest, directory));
  writeProgram(directory, files, force);
  return adoptionSummary({
    plan,
    directory: options.directory,
    files: Object.keys(files),
    apiUrl: connection.baseUrl,
    install: isYaml
      ? `pulumi plugin install resource algorithmia ${manifest.version} --file ARCHIVE`
      : "npm install",
  });
}

function connectionOf(sources: SettingSources): Connection {
  const { connection, failures } = readSettings(sources);
  if (connection !== undefined) return connection;
  const { stack } = sources;
  throw new CommandError(
    [
      "The connection to the cluster isn't configured:",
      ...[...failures.address, ...failures.credential, ...failures.other].map(
        (f) => `  ${f.setting} ${f.reason}`,
      ),
      ...(stack.kind === "unreadable" ? [`The stack's config can't be read: ${stack.reason}`] : []),
      'Run "pulumi-algorithmia doctor" to check all settings.',
    ].join("\n"),
  );
}

// A list entry may omit properties that the response for a single configuration has.
async function bitbucketConfigurations(client: ClusterClient): Promise<ScmConfiguration[]> {
  const found = (await client.list()).filter(({ provider }) => provider === "bitbucket-cloud");
  return Promise.all(
    found.map((entry) => (entry.urls === undefined ? client.get(entry.id) : Promise.resolve(entry))),
  );
}

// Pulumi's rule for project names, narrowed to names that are valid without quotes in every generated file.
function projectName(given: string | undefined, directory: string): string {
  const name =
    given ??
    (basename(directory)
      .replace(/[^A-Za-z0-9_-]+/g, "-")
      .replace(/^[^A-Za-z]+/, "")
      .slice(0, 100) ||
      "algorithmia");
  if (/^[A-Za-z][A-Za-z0-9_-]{0,99}$/.test(name)) return name;
  throw new CommandError(
    "--project must start with a letter and have at most 100 letters, digits, hyphens and underscores.",
  );
}
