import { printable } from "../../client/redact/printable";
import { shellQuoted } from "../shellQuoted";
import type { Plan } from "./plan";

export interface WrittenProgram {
  readonly plan: Plan;
  readonly directory: string;
  readonly files: readonly string[];
  readonly apiUrl: string;
  /** The command that provides what the program requires, in its directory. */
  readonly install: string;
}

/** Lists the written files and the next commands. The commands contain no text from the cluster. */
export function adoptionSummary({ plan, directory, files, apiUrl, install }: WrittenProgram): string {
  const { resources, notes } = plan;
  const secrets = resources.flatMap((one) => [one.consumerKeyConfig, one.consumerSecretConfig]);
  return [
    `Wrote ${files.join(", ")} in ${directory}:`,
    ...resources.map(({ name, inputs }) => `  ${name} = ${printable(inputs.adopt)}`),
    ...notes.map((note) => `Note: ${note}`),
    "",
    "Next, run these commands. Each --secret prompts for the value that the configuration has on the cluster:",
    ...[
      `cd ${shellQuoted(directory)}`,
      install,
      "pulumi stack init production",
      `pulumi config set algorithmia:apiUrl ${shellQuoted(apiUrl)}`,
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
