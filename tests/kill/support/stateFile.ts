import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Checkpoint, Stack } from "../../support/stack";

type Resource = Checkpoint["deployment"]["resources"][number];

/** What of a resource differs from run to run, though nothing is another. */
const INCIDENTAL: readonly string[] = ["created", "modified", "sourcePosition", "provider", "ciphertext"];

/** The dynamic resources in a stack's state, without what is incidental; a `pulumi stack export` would take a second. */
export function resourcesOf(stack: Stack): Resource[] {
  return (latest(stack).resources ?? []).filter(({ type }) => type.startsWith("pulumi-nodejs:"));
}

export function hasPendingOperations(stack: Stack): boolean {
  return (latest(stack).pending_operations ?? []).length > 0;
}

// An empty state has no list of resources.
function latest(stack: Stack): Partial<Checkpoint["deployment"]> {
  const text = readFileSync(join(stack.directory, ".pulumi/stacks/test/test.json"), "utf8");
  const file = JSON.parse(text, (key, value: unknown) => (INCIDENTAL.includes(key) ? undefined : value)) as {
    checkpoint: { latest: Partial<Checkpoint["deployment"]> };
  };
  return file.checkpoint.latest;
}
