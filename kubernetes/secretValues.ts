/** The contents of a Kubernetes Secret: `data` in base64, `stringData` as text. */
export interface SecretContents {
  readonly data?: Readonly<Record<string, string>> | undefined;
  readonly stringData?: Readonly<Record<string, string>> | undefined;
}

/** The values, or the problem with each value that can't be read. */
export type Reading =
  { readonly values: Readonly<Record<string, string>> } | { readonly failures: readonly string[] };

/**
 * Reads values from a Secret by the Secret's keys. As in Kubernetes, `stringData` overrides `data`.
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

/** The keys of a Secret, sorted. */
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
    return { failure: `the value of "data" for its key "${key}" isn't text in base64` };
  }
  // `kubectl create secret --from-file` and `echo … | base64` keep the line break at the end of a file.
  const value = text.replace(/\r?\n$/, "");
  return value === "" ? { failure: `the value of its key "${key}" is empty` } : { value };
}

function own(map: Readonly<Record<string, string>> | undefined, key: string): string | undefined {
  return map !== undefined && Object.hasOwn(map, key) ? map[key] : undefined;
}

function decoded(base64: string): string | undefined {
  const bytes = Buffer.from(base64, "base64");
  // Node.js's decoder skips invalid characters. If it skipped none, encoding the result returns the input.
  if (bytes.toString("base64") !== base64.replaceAll(/\s/g, "")) {
    return undefined;
  }
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
