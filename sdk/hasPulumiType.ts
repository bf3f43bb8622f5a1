/**
 * Whether a value has a Pulumi type, as `isInstance` of a generated SDK decides it: by that alone, since the value may come
 * from another copy of the package, or be a resource's description that a policy pack holds against a class.
 *
 * @internal
 */
export function hasPulumiType(value: unknown, type: string): boolean {
  return (value as { __pulumiType?: unknown } | null | undefined)?.__pulumiType === type;
}
