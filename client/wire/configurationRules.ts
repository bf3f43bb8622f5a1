import { PUBLIC_URLS, sameUrl } from "./hostUrls";
import type { ScmConfiguration } from "./model";

/** The id of the cluster's own configuration. */
export const INTERNAL_ID = "internal";

/** Ids that a program can choose (inferred: the id is part of URL paths, and OpenAPI 1.5.1, `createScm`, has no pattern). */
export const ID_PATTERN = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,126}[A-Za-z0-9])?$/;

/** The pattern as a check failure. */
export const ID_RULE =
  "must be 1 to 128 letters, digits, '.', '_' or '-', with a letter or digit at both ends";

/** The shortest name that a configuration can have. */
export const MIN_NAME_LENGTH = 1;

/** The name of a configuration; undefined if it has none. A cluster then returns the web URL as the name. */
export function customName({ name = "", urls }: ScmConfiguration): string | undefined {
  const isWebUrl = sameUrl(name, urls?.web ?? PUBLIC_URLS.web);
  return isWebUrl || name.length < MIN_NAME_LENGTH ? undefined : name;
}
