import { PACKAGE_NAME, packageVersion } from "../package/manifest";

/** The User-Agent header: the package and its version. */
export function userAgent(): string {
  return `${PACKAGE_NAME}/${packageVersion()}`;
}
