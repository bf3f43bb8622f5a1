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
error message contains the same advice; with a bearer token, it names \`algorithmia:bearerToken\`. If a message contains an
error id, give it to the vendor's support.

${sections.join("\n")}`;
}

function adviceText(advice: (typeof errorCodes)[number]["advice"]): string {
  if (typeof advice === "string") {
    return advice;
  }
  const byText = Map.groupBy(Object.keys(operations) as Operation[], (operation) =>
    advice({ operation, scheme: "Simple" }),
  );
  if (byText.size === 1) return [...byText.keys()].join("");
  return [...byText]
    .map(([text, those]) => `- ${those.map((operation) => `\`${operation}\``).join(", ")}: ${text}`)
    .join("\n");
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}
