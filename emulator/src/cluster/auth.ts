import { createHash, timingSafeEqual } from "node:crypto";

import { verifyJwt } from "./jwt";

/** The API keys that the cluster knows. */
export interface ApiKeys {
  /** A cluster admin's, with Management Access. */
  admin: string;
  /** A cluster admin's, without Management Access. */
  adminWithoutManagement: string;
  /** Any user's. */
  standard: string;
}

/** Who is calling. */
export interface Principal {
  by: "key" | "jwt";
  admin: boolean;
  /** Management Access, which an admin's key has only if it was switched on. */
  management: boolean;
}

/** What callers are recognised by. */
export interface Credentials {
  keys: Readonly<ApiKeys>;
  jwtSecret: string;
}

/** Recognises an `Authorization` header (`Simple KEY` or `Bearer JWT`), or nobody. */
export function authenticate(
  header: string | undefined,
  { keys, jwtSecret }: Credentials,
): Principal | undefined {
  const [, scheme, credential] = /^(\S+) +(\S+)$/.exec(header ?? "") ?? [];
  if (scheme === undefined || credential === undefined) return undefined;
  switch (scheme.toLowerCase()) {
    case "simple":
      if (sameText(credential, keys.admin)) return { by: "key", admin: true, management: true };
      if (sameText(credential, keys.adminWithoutManagement))
        return { by: "key", admin: true, management: false };
      if (sameText(credential, keys.standard)) return { by: "key", admin: false, management: false };
      return undefined;
    case "bearer":
      return verifyJwt(credential, jwtSecret) && { by: "jwt", admin: true, management: true };
    default:
      return undefined;
  }
}

/** Compares in a time that tells nothing about where they differ. */
export function sameText(left: string, right: string): boolean {
  return timingSafeEqual(digest(left), digest(right));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
