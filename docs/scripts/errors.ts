import { errorCodes } from "../../client/errors/errorCodes";
import { type Operation, operations } from "../../client/wire/operations";

/** The page of error codes, from the table that the errors themselves are made of. */
export function errorsPage(): string {
  const sections = Object.entries(errorCodes).map(
    ([code, { name, meaning, advice }]) =>
      `## ${code} ${name}\n\n${sentence(meaning)}\n\n${adviceText(advice)}\n`,
  );
  return `# Error codes

What the cluster's admin API answers, by its code (management API OpenAPI 1.5.1, schema \`Error\`), and what to do. The same
advice stands in the error itself, beside what was tried, on which cluster and configuration, and the error id that the
vendor's support asks for. Generated from the code by \`npm run -s docs\`.

${sections.join("\n")}`;
}

function adviceText(advice: (typeof errorCodes)[number]["advice"]): string {
  if (typeof advice === "string") {
    return advice;
  }
  const all = (Object.keys(operations) as Operation[]).flatMap((operation) =>
    (["Simple", "Bearer"] as const).map((scheme) => ({
      operation,
      scheme,
      text: advice({ operation, scheme }),
    })),
  );
  return [...new Set(all.map(({ text }) => text))]
    .map((text) => `- ${contexts(all, text)}: ${text}`)
    .join("\n");
}

interface Advised {
  readonly operation: Operation;
  readonly scheme: "Simple" | "Bearer";
  readonly text: string;
}

function contexts(all: readonly Advised[], text: string): string {
  const those = all.filter((one) => one.text === text);
  const schemes = [
    ...new Set(those.map(({ scheme }) => (scheme === "Simple" ? "an API key" : "a bearer token"))),
  ];
  const named = [...new Set(those.map(({ operation }) => operation))].map((operation) => `\`${operation}\``);
  return `${named.join(", ")} with ${schemes.join(" or ")}`;
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}
