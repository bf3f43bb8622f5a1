import type { z } from "zod";
import { nearestName } from "./nearestName";

/** What is wrong with an input. */
export interface CheckFailure {
  /** Pulumi's path of the property. */
  readonly property: string;
  readonly reason: string;
}

/** Every failure of a parse, with Pulumi's property paths. */
export function failuresOf(error: z.ZodError, names: readonly string[]): CheckFailure[] {
  return error.issues.flatMap((issue) => failuresOfIssue(issue, [], names));
}

/**
 * The same failures, so named that the engine shows no value beside them: it looks a failure's property up among
 * the inputs and prints what it finds in plain, a secret too. `["consumerKey"]` is the same path in Pulumi's other
 * spelling of it, and not the key that the engine looks for.
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
    // "unknown, or else": the last alternative is the one that describes a known value.
    return (issue.errors.at(-1) ?? []).flatMap((inner) => failuresOfIssue(inner, path, names));
  }
  if (issue.code === "unrecognized_keys") {
    const known = path.length === 0 ? names : ["web", "api", "ssh"];
    return issue.keys.map((key) => ({
      property: pathOf([...path, key]),
      reason: `is no property of ${path.length === 0 ? "this resource" : pathOf(path)}${insteadOf(key, known)}`,
    }));
  }
  return [{ property: pathOf(path), reason: issue.message }];
}

function insteadOf(key: string, known: readonly string[]): string {
  const nearest = nearestName(key, known);
  const meant = nearest === undefined ? "" : `: write ${nearest}`;
  return `${meant}; there are ${known.join(", ")}`;
}

function pathOf(path: Path): string {
  return path.map(String).join(".");
}
