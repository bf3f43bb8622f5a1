import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

let known: string | undefined;

/** How the client names itself to the cluster: the package and its version. */
export function userAgent(): string {
  known ??= `pulumi-algorithmia/${versionIn(ownManifest(__dirname))}`;
  return known;
}

// The sources and their compiled copies lie at different depths below the package's manifest.
function ownManifest(directory: string): string {
  const manifest = join(directory, "package.json");
  return existsSync(manifest) ? manifest : ownManifest(dirname(directory));
}

function versionIn(manifest: string): string {
  const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { version: string };
  return version;
}
