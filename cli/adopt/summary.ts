import { printable } from "../../client/redact/printable";
import type { Plan } from "./plan";

export interface WrittenProgram {
  readonly plan: Plan;
  readonly directory: string;
  readonly files: readonly string[];
  readonly apiUrl: string;
}

/** Lists the written files and the next commands. The commands contain no text from the cluster. */
export function adoptionSummary({ plan, directory, files, apiUrl }: WrittenProgram): string {
  const { resources, notes } = plan;
  const secrets = resources.flatMap((one) => [one.consumerKeyConfig, one.consumerSecretConfig]);
  return [
    `Wrote ${files.join(", ")} in ${directory}:`,
    ...resources.map(({ name, inputs }) => `  ${name} = ${printable(inputs.adopt)}`),
    ...notes.map((note) => `Note: ${note}`),
    "",
    "Next, run these commands. Each --secret prompts for the value that the configuration has on the cluster:",
    ...[
      `cd ${quoted(directory)} && npm install`,
      "pulumi stack init production",
      `pulumi config set algorithmia:apiUrl ${quoted(apiUrl)}`,
      "pulumi config set --secret algorithmia:apiKey",
      ...secrets.map((key) => `pulumi config set --secret ${key}`),
      "pulumi up",
    ].map((command) => `  ${command}`),
    "",
    "pulumi up adopts the configurations and changes nothing on the cluster. The cluster never returns a consumer secret,",
    "so pulumi up can't compare it with yours. After pulumi up, pulumi destroy deletes the configurations.",
    "",
  ].join("\n");
}

function quoted(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
}
