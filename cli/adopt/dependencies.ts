import { relative, sep } from "node:path";
import type { PackageManifest } from "../packageManifest";
import type { Dependencies } from "./program";

/** What a program in a directory depends on: a package that no registry has is named by its path. */
export function programDependencies(own: PackageManifest, directory: string): Dependencies {
  const path = relative(directory, own.directory).split(sep).join("/");
  return { pulumi: own.pulumi, provider: own.isPrivate ? `file:${path}` : `^${own.version}` };
}
