import type { Plan, PlannedResource } from "./plan";
import { unreadable } from "./toLiteral";

/** Generates a Pulumi YAML program for the plan. Text from the cluster appears in it only as double-quoted scalars. */
export function yamlProgramFiles(
  { resources }: Plan,
  project: string,
): Readonly<Record<"Pulumi.yaml", string>> {
  const lines = [
    `name: ${project}`,
    "description: Bitbucket Cloud configurations of an Algorithmia cluster",
    "runtime: yaml",
    "# Set algorithmia:apiUrl and algorithmia:apiKey too. Pulumi allows no project to declare config of a provider.",
    "config:",
    ...resources.flatMap(({ consumerKeyConfig, consumerSecretConfig }) =>
      [consumerKeyConfig, consumerSecretConfig].map((key) => `  ${key}: { type: string, secret: true }`),
    ),
    "resources:",
    ...resources.flatMap(declaration),
    "outputs:",
    "  # What API users pass when they create an algorithm.",
    "  configurationIds:",
    ...resources.map(({ name }) => `    ${name}: \${${name}.id}`),
    "  # Callback URL that the OAuth consumers in Bitbucket must have.",
    ...resources.slice(0, 1).map(({ name }) => `  callbackUrl: \${${name}.callbackUrl}`),
    "",
  ];
  return { "Pulumi.yaml": lines.join("\n") };
}

function declaration({ name, inputs, consumerKeyConfig, consumerSecretConfig }: PlannedResource): string[] {
  const { adopt, name: displayName, urls, enabled, isDefault } = inputs;
  const properties = [
    `consumerKey: \${${consumerKeyConfig}}`,
    `consumerSecret: \${${consumerSecretConfig}}`,
    `adopt: ${toScalar(adopt)}`,
    ...(displayName === undefined ? [] : [`name: ${toScalar(displayName)}`]),
    ...(urls === undefined
      ? []
      : ["urls:", ...(["web", "api", "ssh"] as const).map((part) => `  ${part}: ${toScalar(urls[part])}`)]),
    ...(enabled === undefined ? [] : ["enabled: false"]),
    ...(isDefault === undefined ? [] : ["isDefault: true"]),
  ];
  return [
    `  ${name}:`,
    "    type: algorithmia:BitbucketCloudScmConfiguration",
    "    properties:",
    ...properties.map((line) => `      ${line}`),
  ];
}

/**
 * Converts untrusted text to a double-quoted YAML scalar. Pulumi YAML replaces `${…}` in scalars, and reads `$$` as `$`. YAML can't
 * represent a lone surrogate.
 */
function toScalar(text: string): string {
  const escaped = (character: string) =>
    `\\U${(character.codePointAt(0) ?? 0).toString(16).padStart(8, "0")}`;
  return JSON.stringify(text.toWellFormed().replaceAll("$", "$$$$")).replace(unreadable, escaped);
}
