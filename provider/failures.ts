import type { CheckFailure } from "@pulumi/pulumi/dynamic";
import type { z } from "zod";

/** Every failure of a parse, with Pulumi's property paths. */
export function failuresOf(error: z.ZodError, names: readonly string[]): CheckFailure[] {
  return error.issues.flatMap((issue) => failuresOfIssue(issue, [], names));
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
      reason: `is no property of this resource; there are ${known.join(", ")}`,
    }));
  }
  return [{ property: pathOf(path), reason: issue.message }];
}

function pathOf(path: Path): string {
  return path.map(String).join(".");
}
