import { createUrn, output, type Output, type Resource } from "@pulumi/pulumi";

/**
 * The URN of a resource, as a hidden input: Pulumi's dynamic-provider host isn't told it, and messages on the
 * resource's own row need it.
 *
 * @internal
 */
export function createResourceUrn(type: string, name: string, parent: Resource | undefined): Output<string> {
  return output(createUrn(name, type, parent));
}
