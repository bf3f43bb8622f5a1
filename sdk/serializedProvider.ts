import { createRequire } from "node:module";
import { join, parse } from "node:path";
import { RunError } from "@pulumi/pulumi";

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
export const SERIALIZED_PROVIDER =
  'exports.handler=()=>require(require.resolve("pulumi-algorithmia/provider",{paths:[process.cwd(),process.argv[1]]})).provider';

let resolved = false;

/**
 * Fails early, in the program, with what to do, where the host would fail with a bare "Cannot find module". To be
 * asked before a resource is registered: from then on the host's own failure ends the program first. A success
 * is remembered: resolution asks the file system.
 *
 * @internal
 */
export function assertProviderResolves(): void {
  if (resolved) {
    return;
  }
  if (!isResolvableFrom(process.cwd())) {
    throw new RunError(
      `The package pulumi-algorithmia cannot be found from ${process.cwd()}, where Pulumi's dynamic-provider ` +
        `host looks for it. Add "pulumi-algorithmia" to the dependencies of the package.json of this Pulumi ` +
        `program, install again, and run the program from there.`,
    );
  }
  resolved = true;
}

// As the launcher finds the host, and the line then finds us. It asks on behalf of a file at the file system's
// root: Node lets each file of a package find that package by its own name wherever it's installed.
function isResolvableFrom(directory: string): boolean {
  const { resolve } = createRequire(join(parse(directory).root, "host.js"));
  try {
    const host = resolve("@pulumi/pulumi/cmd/dynamic-provider", { paths: [directory] });
    resolve("pulumi-algorithmia/provider", { paths: [directory, host] });
    return true;
  } catch {
    return false;
  }
}
