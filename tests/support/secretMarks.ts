// The marks of special values in Pulumi's wire protocol, and the mark of a secret (`@pulumi/pulumi/runtime/rpc`,
// `specialSigKey` and `specialSecretSig`).
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** A value marked as secret. */
export function secretMark(value: unknown): object {
  return { [SIGNATURE]: SECRET, value };
}

export function isSecret(value: unknown): boolean {
  return typeof value === "object" && value !== null && SIGNATURE in value;
}

/** A value without the marks of secrets, as the engine passes it to a provider that doesn't accept secrets. */
export function withoutSecretMarks(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecretMarks);
  if (typeof value !== "object" || value === null) return value;
  if (SIGNATURE in value && "value" in value) return withoutSecretMarks(value.value);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutSecretMarks(inner)]));
}
