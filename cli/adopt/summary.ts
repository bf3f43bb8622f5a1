import { printable } from "../../client/redact/printable";
import type { Plan } from "./plan";

export interface WrittenProgram {
  readonly plan: Plan;
  readonly directory: string;
  readonly files: readonly string[];
  readonly apiUrl: string;
}

/** What was written and what is left to do, as commands to paste. They hold nothing that a cluster sent. */
export function adoptionSummary({ plan, directory, files, apiUrl }: WrittenProgram): string {
  const { resources, notes } = plan;
  const secrets = resources.flatMap((one) => [one.consumerKeyConfig, one.consumerSecretConfig]);
  return [
    `Wrote ${files.join(", ")} in ${directory}:`,
    ...resources.map(({ name, inputs }) => `  ${name} = ${printable(inputs.adopt)}`),
    ...notes.map((note) => `Note: ${note}`),
    "",
    "Next, with the values that the configurations have (each --secret asks for its value):",
    ...[
      `cd ${quoted(directory)} && npm install`,
      "pulumi stack init production",
      `pulumi config set algorithmia:apiUrl ${quoted(apiUrl)}`,
      "pulumi config set --secret algorithmia:apiKey",
      ...secrets.map((key) => `pulumi config set --secret ${key}`),
      "pulumi up",
    ].map((command) => `  ${command}`),
    "",
    "The up adopts the configurations and changes nothing on the cluster. It can't compare a secret with the one that",
    "the cluster has, since the cluster never returns it. From then on a destroy deletes them.",
    "",
  ].join("\n");
}

function quoted(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
}
