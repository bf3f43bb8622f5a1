import { errorCodes } from "../../client/errors/errorCodes";
import { type Operation, operations } from "../../client/wire/operations";

/** The page of error codes, from the table that error messages use. */
export function errorsPage(): string {
  const byAdvice = Map.groupBy(Object.entries(errorCodes), ([, { advice }]) => adviceText(advice));
  const sections = [...byAdvice].map(([advice, codes]) => {
    const names = codes.map(([code, { name }]) => `${code} ${name}`);
    const meanings = codes.map(([code, { meaning }]) =>
      codes.length === 1 ? sentence(meaning) : `- ${code}: ${sentence(meaning)}`,
    );
    return `## ${names.join(", ")}\n\n${meanings.join("\n")}\n\n${advice}\n`;
  });
  return `# Error codes

The error codes of the cluster's admin API (management API OpenAPI 1.5.1, schema \`Error\`), and how to fix each error. An
error message contains the same advice. If it contains an error id, give it to the vendor's support.

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
