/**
 * Whether a value has a Pulumi type. Like `isInstance` of a generated SDK, compares only the type, because the value
 * may come from another copy of the package or be a policy pack's description of a resource.
 *
 * @internal
 */
export function hasPulumiType(value: unknown, type: string): boolean {
  return (value as { __pulumiType?: unknown } | null | undefined)?.__pulumiType === type;
}
