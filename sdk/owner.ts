import { createUrn, getOrganization, output, type Output, type Resource } from "@pulumi/pulumi";

/**
 * Who declares a resource: organization and URN, as a hidden input. The host is told neither, and needs
 * them to know a configuration of its own again after a crash, and to write on the resource's own row.
 *
 * @internal
 */
export function ownerOf(type: string, name: string, parent: Resource | undefined): Output<string> {
  return output(createUrn(name, type, parent)).apply((urn) => `${organization()}/${urn}`);
}

// Mocks (`pulumi.runtime.setMocks`) name none unless told to, and then Pulumi's function throws. Backends that know
// no organizations give this name.
function organization(): string {
  try {
    return getOrganization();
  } catch {
    return "organization";
  }
}
