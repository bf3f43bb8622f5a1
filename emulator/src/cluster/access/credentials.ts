import { sameText } from "../../server/sameText";
import type { Principal, Rights } from "../model/principal";
import { verifyJwt } from "./jwt";

/** The API keys that always exist. */
export interface ApiKeys {
  /** The key of a cluster admin with Management Access. */
  admin: string;
  /** The key of a cluster admin without Management Access. */
  adminWithoutManagement: string;
  /** The key of a standard user. */
  standard: string;
}

/** The user of both admin keys and of every JWT. */
export const ADMIN_USER = "cluster-admin";

/** The user of the standard key. */
export const STANDARD_USER = "developer";

/** The valid credentials, apart from sessions. */
export interface KnownCredentials {
  keys: Readonly<ApiKeys>;
  jwtSecret: string;
  /** The user of another standard key, if the key exists. */
  userOfKey: (key: string) => string | undefined;
}

/**
 * Authenticates an `Authorization` header: `Simple KEY`, `Bearer JWT`, or a key without a scheme, which is what
 * the vendor's Python client (`algorithmia` 2.0.5 on PyPI) sends.
 */
export function authenticate(header: string, credentials: KnownCredentials): Principal | undefined {
  const [, scheme = "simple", credential] = /^(?:(\S+) +)?(\S+)$/.exec(header) ?? [];
  if (credential === undefined) return undefined;
  switch (scheme.toLowerCase()) {
    case "simple": {
      const rights = rightsOfKey(credential, credentials);
      return rights && { ...rights, by: "key" };
    }
    case "bearer": {
      const isValid = verifyJwt(credential, credentials.jwtSecret) !== undefined;
      return isValid ? { user: ADMIN_USER, admin: true, management: true, by: "jwt" } : undefined;
    }
    default:
      return undefined;
  }
}

/** The rights of an API key. Returns nothing if the key doesn't exist. */
export function rightsOfKey(key: string, { keys, userOfKey }: KnownCredentials): Rights | undefined {
  if (sameText(key, keys.admin)) return { user: ADMIN_USER, admin: true, management: true };
  if (sameText(key, keys.adminWithoutManagement)) return { user: ADMIN_USER, admin: true, management: false };
  const user = sameText(key, keys.standard) ? STANDARD_USER : userOfKey(key);
  return user === undefined ? undefined : { user, admin: false, management: false };
}
