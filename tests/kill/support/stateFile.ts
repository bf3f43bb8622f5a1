import type { Deployment, Stack } from "../../support/stack";

type Resource = Deployment["resources"][number];

/** What of a resource differs from run to run, though nothing is another. */
const INCIDENTAL: readonly string[] = ["created", "modified", "sourcePosition", "provider", "ciphertext"];

/** The dynamic resources in a stack's state, without what is incidental. */
export function resourcesOf(stack: Stack): Resource[] {
  return (latest(stack).resources ?? []).filter(({ type }) => type.startsWith("pulumi-nodejs:"));
}

export function hasPendingOperations(stack: Stack): boolean {
  return (latest(stack).pending_operations ?? []).length > 0;
}

// An empty state has no list of resources.
function latest(stack: Stack): Partial<Deployment> {
  const text = JSON.stringify(stack.state());
  return JSON.parse(text, (key, value: unknown) =>
    INCIDENTAL.includes(key) ? undefined : value,
  ) as Partial<Deployment>;
}
