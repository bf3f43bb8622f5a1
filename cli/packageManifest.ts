import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** This package as it is installed. */
export interface PackageManifest {
  readonly directory: string;
  readonly version: string;
  /** Not published to a registry. */
  readonly isPrivate: boolean;
  /** The range of `@pulumi/pulumi` that it works with. */
  readonly pulumi: string;
}

/** Finds this package's manifest; sources and compiled code lie at different depths below it. */
export function findPackageManifest(from = __dirname): PackageManifest {
  const manifest = join(from, "package.json");
  if (!existsSync(manifest)) return findPackageManifest(dirname(from));
  const {
    version,
    private: isPrivate = false,
    peerDependencies,
  } = JSON.parse(readFileSync(manifest, "utf8")) as {
    version: string;
    private?: boolean;
    peerDependencies: Record<"@pulumi/pulumi", string>;
  };
  return { directory: from, version, isPrivate, pulumi: peerDependencies["@pulumi/pulumi"] };
}
