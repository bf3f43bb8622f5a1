import type { core } from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { keysOf, type SecretContents, secretValues } from "./secretValues";

/** The arguments of a `Provider` that can be read from a Secret. */
export type ConnectionArgument = "apiUrl" | "apiKey" | "bearerToken" | "caCertificate";

/** The Secret's key for each argument. */
export type SecretKeys<K extends string> = Readonly<Record<K, string>>;

/** Values from a Secret. All are secret outputs. */
export type SecretOutputs<K extends string> = Record<K, pulumi.Output<string>>;

/**
 * Reads the arguments of a `Provider` from a Secret that the same stack creates, or from an existing Secret
 * (`kubernetes.core.v1.Secret.get`).
 *
 * Decodes values in `data`, and removes a line break at the end. If a key is missing, empty or not text, the program
 * fails. The error names the Secret, the key and the Secret's keys, and never shows a value.
 *
 * @param secret - The Secret.
 * @param keys - The Secret's key for each argument to read. Default: `apiUrl` and `apiKey`, with these names as keys.
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
 * Reads key and secret of the OAuth consumer from a Secret, in the same way as {@link connectionFromSecret}.
 *
 * @param secret - The Secret.
 * @param keys - The Secret's key for each value. Default: `consumerKey` and `consumerSecret`.
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
  // Reads all values together, so that the error lists all problems.
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
 * `data` or `stringData` of a Secret, which may be unknown. At preview, Pulumi treats properties that a provider
 * doesn't return as unknown: `stringData` of each Secret that is read, and `data` of a Secret whose namespace doesn't
 * exist yet. An `apply` on both would run only if both are known.
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
      (there.length === 0 ? "It has no keys. " : `Its keys are: ${there.join(", ")}. `) +
      `Fix the Secret, or specify the keys to read, as in { ${exampleOf(keys)} }.`,
  );
}

function exampleOf(keys: SecretKeys<string>): string {
  return Object.keys(keys)
    .map((name) => `${name}: "KEY"`)
    .join(", ");
}

// Mocks may return no metadata. The resource's name is then shown instead.
function nameOf(
  urn: string,
  metadata: { readonly namespace?: string; readonly name?: string } | undefined,
): string {
  return metadata?.name === undefined
    ? `of the resource "${urn.slice(urn.lastIndexOf("::") + 2)}"`
    : `${metadata.namespace ?? "default"}/${metadata.name}`;
}
