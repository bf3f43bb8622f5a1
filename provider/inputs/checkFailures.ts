import type * as z from "zod/mini";
import { nearestName } from "./nearestName";

/** A failure of check. */
export interface CheckFailure {
  /** Pulumi's path of the property. */
  readonly property: string;
  readonly reason: string;
}

/** Converts all failures of a parse. `names` are the valid properties. */
export function failuresOf(error: z.core.$ZodError, names: readonly string[]): CheckFailure[] {
  return error.issues.flatMap((issue) => failuresOfIssue(issue, [], names));
}

/**
 * Changes property paths so that the engine doesn't print values. The engine looks up a failure's property in the inputs
 * and prints the value in plaintext, even a secret. `["consumerKey"]` is another form of the same path, but not a key of
 * the inputs.
 */
export function withoutValues(
  failures: readonly CheckFailure[],
  inputs: Record<string, unknown>,
): CheckFailure[] {
  return failures.map(({ property, reason }) => {
    const value = Object.hasOwn(inputs, property) ? inputs[property] : undefined;
    const shown = value === undefined || typeof value === "boolean";
    return { property: shown ? property : `[${JSON.stringify(property)}]`, reason };
  });
}

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

function failuresOfIssue(issue: Issue, parent: Path, names: readonly string[]): CheckFailure[] {
  const path = [...parent, ...issue.path];
  if (issue.code === "invalid_union") {
    // The last alternative is the schema for known values.
    return (issue.errors.at(-1) ?? []).flatMap((inner) => failuresOfIssue(inner, path, names));
  }
  if (issue.code === "unrecognized_keys") {
    const known = path.length === 0 ? names : ["web", "api", "ssh"];
    return issue.keys.map((key) => ({
      property: pathOf([...path, key]),
      reason: `isn't a property of ${path.length === 0 ? "this resource" : pathOf(path)}. ${suggestion(key, known)}`,
    }));
  }
  return [{ property: pathOf(path), reason: issue.message }];
}

function suggestion(key: string, known: readonly string[]): string {
  const nearest = nearestName(key, known);
  const meant = nearest === undefined ? "" : `Did you mean ${nearest}? `;
  return `${meant}The properties are ${known.join(", ")}`;
}

function pathOf(path: Path): string {
  return path.map(String).join(".");
}
