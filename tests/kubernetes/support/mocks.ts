import * as pulumi from "@pulumi/pulumi";

/** A resource that a program declared or read, from Pulumi's mocks. */
export type Declared = pulumi.runtime.MockResourceArgs;

/** Replaces the engine with mocks. They return `existing` resources for reads by id, and the inputs of others as outputs. */
export async function mocked({
  existing = {},
  preview = false,
}: {
  readonly existing?: Readonly<Record<string, Record<string, unknown>>>;
  readonly preview?: boolean;
} = {}): Promise<Declared[]> {
  const declared: Declared[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource: (resource) => {
        declared.push(resource);
        const state = (
          resource.id === undefined || resource.id === ""
            ? outputsOf(resource)
            : (existing[resource.id] ?? {})
        ) as Record<string, unknown>;
        return { id: resource.id || `${resource.name}-id`, state };
      },
      call: () => ({}),
    },
    "project",
    "test",
    preview,
  );
  return declared;
}

// Outputs that the provider of a configuration adds.
function outputsOf({ inputs, type }: Declared): object {
  const address = { apiUrl: "https://cluster.test", callbackUrl: "https://cluster.test" };
  return { ...(type.startsWith("pulumi-nodejs:") ? address : {}), ...inputs } as object;
}

/** The resolved value of an output. */
export interface Seen {
  readonly value: unknown;
  readonly known: boolean;
  readonly secret: boolean;
}

interface Inside {
  promise(): Promise<unknown>;
  readonly isKnown: Promise<boolean>;
  readonly isSecret: Promise<boolean>;
  allResources(): Promise<unknown>;
}

/** Waits for an output of a program that must succeed. */
export async function seen(output: pulumi.Output<unknown>): Promise<Seen> {
  const inside = output as unknown as Inside;
  return { value: await inside.promise(), known: await inside.isKnown, secret: await inside.isSecret };
}

/** The error of a program with these outputs. Each output must fail with the same error. */
export async function failureOf(outputs: Readonly<Record<string, pulumi.Output<unknown>>>): Promise<unknown> {
  const promises = Object.values(outputs).flatMap((output) => {
    const inside = output as unknown as Inside;
    return [inside.promise(), inside.isKnown, inside.isSecret, inside.allResources()];
  });
  const settled = await Promise.allSettled(promises);
  const failures = new Set(
    settled.flatMap((end) => (end.status === "rejected" ? [end.reason as unknown] : [])),
  );
  if (failures.size !== 1) {
    throw new Error(`The outputs failed with ${failures.size} errors instead of one`);
  }
  return [...failures][0];
}
