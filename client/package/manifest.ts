import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

export const PACKAGE_NAME = "pulumi-algorithmia";

/** The manifest of the installed package. */
export interface PackageManifest {
  readonly directory: string;
  readonly version: string;
  /** Whether the version can be in a registry: a release requires the repository, for npm's provenance. */
  readonly isReleasable: boolean;
  /** The supported range of `@pulumi/pulumi`. */
  readonly pulumi: string;
}

/** A bundler can define the constant, because a bundle has no package.json. */
declare const PULUMI_ALGORITHMIA_VERSION: string | undefined;

let known: string | undefined;

/** The version of the package, or `unknown` for a bundle without one. */
export function packageVersion(): string {
  known ??=
    typeof PULUMI_ALGORITHMIA_VERSION === "string"
      ? PULUMI_ALGORITHMIA_VERSION
      : (findPackageManifest()?.version ?? "unknown");
  return known;
}

/**
 * Finds the manifest in a parent directory, if the code isn't bundled. Sources and compiled code are at different depths
 * below it.
 */
export function findPackageManifest(from = __dirname): PackageManifest | undefined {
  const path = join(from, "package.json");
  const manifest = existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Json) : undefined;
  if (manifest?.name === PACKAGE_NAME) {
    const { version, repository, peerDependencies } = manifest;
    const isReleasable = repository !== undefined;
    return { directory: from, version, isReleasable, pulumi: peerDependencies["@pulumi/pulumi"] };
  }
  const parent = dirname(from);
  return parent === from ? undefined : findPackageManifest(parent);
}

interface Json {
  readonly name?: string;
  readonly version: string;
  readonly repository?: unknown;
  readonly peerDependencies: Readonly<Record<"@pulumi/pulumi", string>>;
}
