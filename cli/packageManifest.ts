import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The installed package's manifest. */
export interface PackageManifest {
  readonly directory: string;
  readonly version: string;
  /** Whether the package isn't published to a registry. */
  readonly isPrivate: boolean;
  /** The supported range of `@pulumi/pulumi`. */
  readonly pulumi: string;
}

/** Finds the manifest in a parent directory. Sources and compiled code are at different depths below it. */
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
