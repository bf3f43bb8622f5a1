import { HOSTS } from "../../support/hosts";
import type { Deployment, Stack } from "../../support/stack";

type Resource = Deployment["resources"][number];

const TYPES = [HOSTS.dynamic.type, HOSTS.yaml.type];

/** Properties that differ from run to run. */
const INCIDENTAL: readonly string[] = ["created", "modified", "sourcePosition", "provider", "ciphertext"];

/** The provider's resources in a stack's state, without incidental properties. */
export function resourcesOf(stack: Stack): Resource[] {
  return (latest(stack).resources ?? []).filter(({ type }) => TYPES.includes(type));
}

export function hasPendingOperations(stack: Stack): boolean {
  return (latest(stack).pending_operations ?? []).length > 0;
}

// An empty state doesn't have a list of resources.
function latest(stack: Stack): Partial<Deployment> {
  const text = JSON.stringify(stack.state());
  return JSON.parse(text, (key, value: unknown) =>
    INCIDENTAL.includes(key) ? undefined : value,
  ) as Partial<Deployment>;
}
