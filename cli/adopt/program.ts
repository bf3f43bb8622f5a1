import { toLiteral } from "./toLiteral";
import type { Plan, PlannedResource } from "./plan";

/** The dependencies in the generated package.json. */
export interface Dependencies {
  readonly pulumi: string;
  readonly provider: string;
}

/** The files of a program, by name. */
export type ProgramFiles = Readonly<
  Record<"index.ts" | "package.json" | "tsconfig.json" | "Pulumi.yaml", string>
>;

/** Generates a Pulumi program for the plan. Text from the cluster appears in it only as string literals. */
export function programFiles(plan: Plan, project: string, dependencies: Dependencies): ProgramFiles {
  return {
    "index.ts": indexTs(plan.resources),
    "package.json": packageJson(project, dependencies),
    "tsconfig.json": tsconfigJson,
    "Pulumi.yaml": pulumiYaml(project, plan.resources),
  };
}

function indexTs(resources: readonly PlannedResource[]): string {
  const ids = resources.map(({ name, identifier }) => `  ${toLiteral(name)}: ${identifier}.id,`);
  return [
    'import * as pulumi from "@pulumi/pulumi";',
    'import { BitbucketCloudScmConfiguration } from "pulumi-algorithmia";',
    "",
    "const config = new pulumi.Config();",
    "",
    ...resources.map(declaration),
    "/** What API users pass when they create an algorithm. */",
    "export const configurationIds = {",
    ...ids,
    "};",
    "",
    "/** Callback URL that the OAuth consumers in Bitbucket must have. */",
    // All configurations are on the same cluster, so they have the same callback URL.
    ...resources.slice(0, 1).map(({ identifier }) => `export const callbackUrl = ${identifier}.callbackUrl;`),
    "",
  ].join("\n");
}

function declaration({ name, identifier, inputs, ...config }: PlannedResource): string {
  const { adopt, name: shownName, urls, enabled, isDefault } = inputs;
  return `const ${identifier} = new BitbucketCloudScmConfiguration(${toLiteral(name)}, {
  consumerKey: config.requireSecret(${toLiteral(config.consumerKeyConfig)}),
  consumerSecret: config.requireSecret(${toLiteral(config.consumerSecretConfig)}),
  adopt: ${toLiteral(adopt)},
${[
  shownName === undefined ? "" : `  name: ${toLiteral(shownName)},\n`,
  urls === undefined
    ? ""
    : `  urls: {\n    web: ${toLiteral(urls.web)},\n    api: ${toLiteral(urls.api)},\n    ssh: ${toLiteral(urls.ssh)},\n  },\n`,
  enabled === undefined ? "" : "  enabled: false,\n",
  isDefault === undefined ? "" : "  isDefault: true,\n",
].join("")}});
`;
}

function packageJson(project: string, { pulumi, provider }: Dependencies): string {
  return json({
    name: project.toLowerCase(),
    version: "0.1.0",
    private: true,
    main: "index.ts",
    dependencies: { "@pulumi/pulumi": pulumi, "pulumi-algorithmia": provider },
  });
}

// Without module and target: Pulumi's defaults depend on the installed TypeScript, and no values fit all versions.
const tsconfigJson = json({
  compilerOptions: { strict: true, skipLibCheck: true, noEmit: true },
  files: ["index.ts"],
});

function pulumiYaml(project: string, resources: readonly PlannedResource[]): string {
  const keys = resources.flatMap(({ name, consumerKeyConfig, consumerSecretConfig }) => [
    [consumerKeyConfig, `Key of the OAuth consumer of ${name}`],
    [consumerSecretConfig, `Secret of the OAuth consumer of ${name}`],
  ]);
  return `name: ${project}
description: Bitbucket Cloud configurations of an Algorithmia cluster
runtime: nodejs
main: index.ts
# Set algorithmia:apiUrl and algorithmia:apiKey too. Pulumi allows no project to declare config of a provider.
config:
${keys
  .map(
    ([key, description]) =>
      `  ${key ?? ""}:\n    type: string\n    description: ${description ?? ""}\n    secret: true\n`,
  )
  .join("")}`;
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
