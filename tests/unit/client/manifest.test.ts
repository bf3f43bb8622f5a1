import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findPackageManifest, packageVersion } from "../../../client/package/manifest";
import { version } from "../../../package.json";

test("reads the version from the package's manifest", () => {
  expect(packageVersion()).toBe(version);
});

test("finds no manifest for a bundle, not even that of the program that contains the bundle", () => {
  const directory = mkdtempSync(join(tmpdir(), "bundle-"));
  writeFileSync(join(directory, "package.json"), '{"name":"infrastructure","version":"7.0.0"}');
  expect(findPackageManifest(directory)).toBeUndefined();
});
