import { createRequire } from "node:module";
import { ResourceError, type Resource } from "@pulumi/pulumi";

/**
 * What every resource of ours carries in its state as `__provider`: the text that Pulumi's
 * dynamic-provider host evaluates to reach the provider. It loads the installed package rather than
 * holding code, so that refresh and destroy run the version that is installed today.
 *
 * It is stored in users' states and must never change. Resolution starts at the working directory (the
 * program's) and at the host's own script: the second finds us where a package manager hides transitive
 * dependencies, as pnpm does.
 *
 * @internal
 */
export const PROVIDER_LINE =
  'exports.handler=()=>require(require.resolve("pulumi-algorithmia/provider",{paths:[process.cwd(),process.argv[1]]})).provider';

let resolved = false;

/**
 * Fails early, in the program, with what to do, where the host would later fail with a bare
 * "Cannot find module". A success is remembered: resolution asks the file system.
 *
 * @internal
 */
export function assertProviderResolves(resource: Resource): void {
  if (resolved) {
    return;
  }
  const here = createRequire(__filename);
  const starts = [process.cwd(), process.argv[1], here.resolve("@pulumi/pulumi")].filter(
    (s) => s !== undefined,
  );
  try {
    here.resolve("pulumi-algorithmia/provider", { paths: starts });
    resolved = true;
  } catch {
    throw new ResourceError(
      `The package pulumi-algorithmia cannot be found from ${process.cwd()}, where Pulumi's dynamic-provider ` +
        `host looks for it. Add "pulumi-algorithmia" to the dependencies of the package.json of this Pulumi ` +
        `program and install again.`,
      resource,
    );
  }
}
