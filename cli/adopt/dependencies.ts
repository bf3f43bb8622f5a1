import { relative, sep } from "node:path";
import type { PackageManifest } from "../../client/package/manifest";
import type { Dependencies } from "./program";

/** The dependencies of a program in a directory. An unpublished package is referenced by its path. */
export function programDependencies(own: PackageManifest, directory: string): Dependencies {
  const path = relative(directory, own.directory).split(sep).join("/");
  return { pulumi: own.pulumi, provider: own.isReleasable ? `^${own.version}` : `file:${path}` };
}
