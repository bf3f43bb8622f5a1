import { createUrn, output, type Output, type Resource } from "@pulumi/pulumi";

/**
 * The URN of a resource, passed as a hidden input. Pulumi's dynamic-provider host doesn't receive the URN, and log
 * messages require the URN to appear on the resource's row.
 *
 * @internal
 */
export function createResourceUrn(type: string, name: string, parent: Resource | undefined): Output<string> {
  return output(createUrn(name, type, parent));
}
