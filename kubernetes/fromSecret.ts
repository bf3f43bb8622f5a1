import type { core } from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { keysOf, type SecretContents, secretValues } from "./secretValues";

/** The arguments of a `Provider` that a Secret can hold. */
export type ConnectionArgument = "apiUrl" | "apiKey" | "bearerToken" | "caCertificate";

/** For each argument the Secret's key that holds it. */
export type SecretKeys<K extends string> = Readonly<Record<K, string>>;

/** Values out of a Secret, all of them secret. */
export type SecretOutputs<K extends string> = Record<K, pulumi.Output<string>>;

/**
 * The arguments of a `Provider`, out of a Secret: one that the same stack makes, or one that exists
 * (`kubernetes.core.v1.Secret.get`).
 *
 * A value under `data` is decoded; a line break at its end is dropped. Where a key is missing, empty or not text, the
 * program fails with the Secret's name, the key and the keys that are there, and shows no value.
 *
 * @param secret - The Secret.
 * @param keys - For each argument the Secret's key that holds it; only these are read. Default: `apiUrl` and `apiKey`,
 *   each under its own name.
 *
 * @example
 * ```typescript
 * import * as kubernetes from "@pulumi/kubernetes";
 * import { connectionFromSecret } from "pulumi-algorithmia/kubernetes";
 *
 * const admin = kubernetes.core.v1.Secret.get("admin", "algorithmia/admin");
 * const cluster = new algorithmia.Provider("cluster", connectionFromSecret(admin));
 * ```
 */
export function connectionFromSecret<K extends ConnectionArgument = "apiUrl" | "apiKey">(
  secret: core.v1.Secret,
  keys?: SecretKeys<K>,
): SecretOutputs<K> {
  return fromSecret<string>(secret, keys ?? CONNECTION);
}

/**
 * Key and secret of the OAuth consumer, out of a Secret, as {@link connectionFromSecret} does it.
 *
 * @param secret - The Secret.
 * @param keys - The Secret's keys that hold the two. Default: their own names.
 *
 * @example
 * ```typescript
 * import * as kubernetes from "@pulumi/kubernetes";
 * import { consumerFromSecret } from "pulumi-algorithmia/kubernetes";
 *
 * const consumer = kubernetes.core.v1.Secret.get("consumer", "algorithmia/bitbucket-consumer");
 * new BitbucketCloudScmConfiguration("bitbucket", {
 *   ...consumerFromSecret(consumer, { consumerKey: "key", consumerSecret: "secret" }),
 *   isDefault: true,
 * });
 * ```
 */
export function consumerFromSecret(
  secret: core.v1.Secret,
  keys: SecretKeys<"consumerKey" | "consumerSecret"> = {
    consumerKey: "consumerKey",
    consumerSecret: "consumerSecret",
  },
): SecretOutputs<"consumerKey" | "consumerSecret"> {
  return fromSecret(secret, keys);
}

const CONNECTION: SecretKeys<"apiUrl" | "apiKey"> = { apiUrl: "apiUrl", apiKey: "apiKey" };

function fromSecret<K extends string>(secret: core.v1.Secret, keys: SecretKeys<K>): SecretOutputs<K> {
  // Read together, so that all that is wrong is told at once.
  const values = pulumi
    .secret(pulumi.all([secret.urn, secret.metadata, part(secret.data), part(secret.stringData)]))
    .apply(([urn, metadata, data, stringData]) => {
      const contents = { data: data.value, stringData: stringData.value };
      const decided = data.known || (stringData.known && hasAll(contents, keys));
      return decided ? readOrFail(nameOf(urn, metadata), contents, keys) : secret.data;
    });
  return Object.fromEntries(
    Object.keys(keys).map((name) => [name, values.apply((read) => read[name])]),
  ) as SecretOutputs<K>;
}

interface Part {
  readonly known: boolean;
  readonly value?: Readonly<Record<string, string>>;
}

/**
 * Half of a Secret, or that it is not known. At preview Pulumi takes what a provider does not give for unknown: the
 * `stringData` of every Secret that is read, and the `data` of one whose namespace is not there yet. So one must do
 * without the other, which `apply` can't.
 */
function part(output: pulumi.Output<Record<string, string>>): pulumi.Output<Part> {
  const { isKnown } = output as unknown as { readonly isKnown: Promise<boolean> };
  return pulumi
    .output(isKnown)
    .apply((known): pulumi.Output<Part> =>
      known ? output.apply((value): Part => ({ known, value })) : pulumi.output<Part>({ known }),
    );
}

function hasAll(contents: SecretContents, keys: SecretKeys<string>): boolean {
  const there = keysOf(contents);
  return Object.values(keys).every((key) => there.includes(key));
}

function readOrFail(
  name: string,
  contents: SecretContents,
  keys: SecretKeys<string>,
): Readonly<Record<string, string>> {
  const reading = secretValues(contents, keys);
  if ("values" in reading) {
    return reading.values;
  }
  const there = keysOf(contents);
  throw new pulumi.RunError(
    `The Secret ${name} can't be used: ${reading.failures.join("; ")}. ` +
      (there.length === 0 ? "It has no keys at all. " : `Its keys are: ${there.join(", ")}. `) +
      `Put right what the Secret holds, or name the keys to read, as in { ${exampleOf(keys)} }.`,
  );
}

function exampleOf(keys: SecretKeys<string>): string {
  return Object.keys(keys)
    .map((name) => `${name}: "KEY"`)
    .join(", ");
}

// Without metadata, as from mocks that return none, the resource's name has to do.
function nameOf(
  urn: string,
  metadata: { readonly namespace?: string; readonly name?: string } | undefined,
): string {
  return metadata?.name === undefined
    ? `of the resource "${urn.slice(urn.lastIndexOf("::") + 2)}"`
    : `${metadata.namespace ?? "default"}/${metadata.name}`;
}
