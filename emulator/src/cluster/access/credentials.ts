import { sameText } from "../../server/sameText";
import type { Principal, Rights } from "../model/principal";
import { verifyJwt } from "./jwt";

/** The API keys that the cluster knows from its start. */
export interface ApiKeys {
  /** A cluster admin's, with Management Access. */
  admin: string;
  /** A cluster admin's, without Management Access. */
  adminWithoutManagement: string;
  /** Any user's. */
  standard: string;
}

/** The user whom both admin keys and every JWT belong to. */
export const ADMIN_USER = "cluster-admin";

/** The user whom the standard key belongs to. */
export const STANDARD_USER = "developer";

/** What callers are recognised by, sessions apart. */
export interface KnownCredentials {
  keys: Readonly<ApiKeys>;
  jwtSecret: string;
  /** The user whom another standard key belongs to. */
  userOfKey: (key: string) => string | undefined;
}

/**
 * Recognises an `Authorization` header (`Simple KEY` or `Bearer JWT`), or nobody. A key without a scheme counts too:
 * the vendor's Python client (`algorithmia` 2.0.5 on PyPI) sends it so.
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

/** What the bearer of an API key may do; nothing if there is no such key. */
export function rightsOfKey(key: string, { keys, userOfKey }: KnownCredentials): Rights | undefined {
  if (sameText(key, keys.admin)) return { user: ADMIN_USER, admin: true, management: true };
  if (sameText(key, keys.adminWithoutManagement)) return { user: ADMIN_USER, admin: true, management: false };
  const user = sameText(key, keys.standard) ? STANDARD_USER : userOfKey(key);
  return user === undefined ? undefined : { user, admin: false, management: false };
}
