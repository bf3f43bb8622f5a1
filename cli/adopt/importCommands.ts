import { printable } from "../../client/redact/printable";
import { shellQuoted } from "../shellQuoted";
import type { Plan } from "./plan";
import { unreadable } from "./toLiteral";

const TYPE = "algorithmia:index:BitbucketCloudScmConfiguration";

/** Lists the commands that import the configurations into a stack, for a POSIX shell. */
export function importCommands({ resources }: Plan): string {
  const importable = resources.filter(({ inputs }) => inputs.adopt.search(unreadable) === -1);
  const others = resources.filter((resource) => !importable.includes(resource));
  return [
    "Run these commands in a project that uses the plugin. They change nothing on the cluster:",
    ...importable.map(({ name, inputs }) => `  pulumi import ${TYPE} ${name} ${argument(inputs.adopt)}`),
    ...others.map(
      ({ inputs }) =>
        `Note: the id ${printable(inputs.adopt)} has characters that a command can't contain. Adopt the configuration with a program instead: run this command without --import.`,
    ),
    "",
    "Then declare the resources in the program, with the consumers' keys and secrets. The next pulumi up records the",
    "secrets without a request to the cluster, which never returns a secret. Imported resources are protected: to delete",
    'one, first run "pulumi state unprotect".',
    "",
  ].join("\n");
}

function argument(id: string): string {
  return id.startsWith("-") ? `-- ${shellQuoted(id)}` : shellQuoted(id);
}
