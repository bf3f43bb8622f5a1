/** What a Secret holds, as Kubernetes has it: `data` in base64, `stringData` as it stands. */
export interface SecretContents {
  readonly data?: Readonly<Record<string, string>> | undefined;
  readonly stringData?: Readonly<Record<string, string>> | undefined;
}

/** The values, or what is wrong with each that can't be had. Never both. */
export type Reading =
  { readonly values: Readonly<Record<string, string>> } | { readonly failures: readonly string[] };

/**
 * Reads values out of a Secret, each by the Secret's key for it. As in Kubernetes, `stringData` goes before `data`.
 *
 * @internal
 */
export function secretValues(contents: SecretContents, keys: Readonly<Record<string, string>>): Reading {
  const failures: string[] = [];
  const values: Record<string, string> = {};
  for (const [name, key] of Object.entries(keys)) {
    const { value, failure } = valueOf(contents, key);
    if (failure !== undefined) {
      failures.push(failure);
    } else {
      values[name] = value;
    }
  }
  return failures.length > 0 ? { failures } : { values };
}

/** The keys that a Secret has, sorted. */
export function keysOf({ data, stringData }: SecretContents): string[] {
  return [...new Set([...Object.keys(data ?? {}), ...Object.keys(stringData ?? {})])].sort();
}

type Value =
  | { readonly value: string; readonly failure?: undefined }
  | { readonly value?: undefined; readonly failure: string };

function valueOf({ data, stringData }: SecretContents, key: string): Value {
  const plain = own(stringData, key);
  const encoded = own(data, key);
  if (plain === undefined && encoded === undefined) {
    return { failure: `it has no key "${key}"` };
  }
  const text = plain ?? decoded(encoded ?? "");
  if (text === undefined) {
    return { failure: `what "data" has under the key "${key}" is not text in base64` };
  }
  // `kubectl create secret --from-file` and `echo … | base64` keep the line break that ends a file.
  const value = text.replace(/\r?\n$/, "");
  return value === "" ? { failure: `the value of its key "${key}" is empty` } : { value };
}

function own(map: Readonly<Record<string, string>> | undefined, key: string): string | undefined {
  return map !== undefined && Object.hasOwn(map, key) ? map[key] : undefined;
}

function decoded(base64: string): string | undefined {
  const bytes = Buffer.from(base64, "base64");
  // Node's decoder skips what is not base64; what it took encodes back to the same where nothing was skipped.
  if (bytes.toString("base64") !== base64.replaceAll(/\s/g, "")) {
    return undefined;
  }
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
