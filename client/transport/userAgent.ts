import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const packageName = "pulumi-algorithmia";
let known: string | undefined;

/** The User-Agent header: the package and its version. */
export function userAgent(): string {
  known ??= `${packageName}/${ownVersion(__dirname) ?? "unknown"}`;
  return known;
}

// Sources and compiled files are at different depths below package.json; a bundle has no package.json.
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
