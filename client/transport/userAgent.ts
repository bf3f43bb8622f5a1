import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const packageName = "pulumi-algorithmia";
let known: string | undefined;

/** How the client names itself to the cluster: the package and its version. */
export function userAgent(): string {
  known ??= `${packageName}/${ownVersion(__dirname) ?? "unknown"}`;
  return known;
}

// The sources and their compiled copies lie at different depths below the package's manifest; a bundle has none.
function ownVersion(directory: string): string | undefined {
  const manifest = join(directory, "package.json");
  if (existsSync(manifest)) {
    const { name, version } = JSON.parse(readFileSync(manifest, "utf8")) as {
      name?: string;
      version?: string;
    };
    if (name === packageName) return version;
  }
  const parent = dirname(directory);
  return parent === directory ? undefined : ownVersion(parent);
}
