import { createRequire } from "node:module";
import { join, parse } from "node:path";
import { RunError } from "@pulumi/pulumi";

/**
 * The serialized provider: the `__provider` property of each resource in the state, which Pulumi's dynamic-provider
 * host evaluates. The text loads the installed package instead of containing its code, so that refresh and destroy run
 * the installed version.
 *
 * Users' states contain the text, so it must never change. Node.js resolves the package from the program's working
 * directory, and from the host's script for package managers that hide transitive dependencies, such as pnpm.
 *
 * @internal
 */
export const SERIALIZED_PROVIDER =
  'exports.handler=()=>require(require.resolve("pulumi-algorithmia/provider",{paths:[process.cwd(),process.argv[1]]})).provider';

let resolved = false;

/**
 * Throws an error with advice if the host can't load the provider. The host's error is only "Cannot find module". Call
 * the function before a resource is registered, because afterwards the host's error ends the program first. The
 * function caches success, because resolution reads the file system.
 *
 * @internal
 */
export function assertProviderResolves(): void {
  if (resolved) {
    return;
  }
  if (!isResolvableFrom(process.cwd())) {
    throw new RunError(
      `Pulumi's dynamic-provider host can't find the package pulumi-algorithmia from ${process.cwd()}. Add ` +
        `"pulumi-algorithmia" to the dependencies in the package.json of this Pulumi program, install the ` +
        `dependencies, and run the program from its directory.`,
    );
  }
  resolved = true;
}

// Resolves the host as its launcher does, and the provider as the host does. Resolves from a file in the root
// directory, because a file inside a package can always resolve that package by its own name.
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
