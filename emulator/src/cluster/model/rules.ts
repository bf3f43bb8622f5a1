import type { Quirks } from "./quirks";
import type { Principal } from "./principal";
import type { ErrorName } from "./errors";
import { INTERNAL_ID, type Scm, type ScmUpdate } from "./scm";

/** The kinds of operations that require different rights. */
export type Access = "list" | "get" | "link" | "status" | "revoke" | "admin";

/** The error of a caller without the required rights. */
export function checkAccess(caller: Principal, access: Access, quirks: Quirks): ErrorName | undefined {
  // OpenAPI 1.5.1, initiateScmAuthorization and completeScmAuthorization: CookieAuth alone.
  if (access === "link") return caller.by === "session" ? undefined : "NotAuthenticated";
  if (access === "admin") return caller.admin && caller.management ? undefined : "NotAuthorized";
  const refusedReads: readonly string[] = quirks.adminKeyRefused;
  return caller.admin && caller.by === "key" && refusedReads.includes(access) ? "NotAuthorized" : undefined;
}

/** The error of a create: the id or the consumer already exists. */
export function checkCreate(sameId: Scm | undefined, sameConsumer: Scm | undefined): ErrorName | undefined {
  return sameId !== undefined || sameConsumer !== undefined ? "ScmConflictError" : undefined;
}

/** The error of an update. */
export function checkUpdate(
  scm: Scm,
  update: ScmUpdate,
  surroundings: { sameConsumer: Scm | undefined; enabledCount: number },
): ErrorName | undefined {
  if (scm.id === INTERNAL_ID && update.urls !== undefined) return "ScmDisallowedOperationError";
  if (update.enabled === false && scm.default) return "ScmDefaultError";
  if (update.enabled === false && scm.enabled && surroundings.enabledCount === 1) {
    return "ScmDisallowedOperationError";
  }
  return surroundings.sameConsumer === undefined ? undefined : "ScmConflictError";
}

/** The error of a delete. `checks` is the order of the checks. */
export function checkDelete(scm: Scm, checks: Quirks["deleteChecks"]): ErrorName | undefined {
  if (scm.id === INTERNAL_ID) return "ScmDisallowedOperationError";
  const reasons = { default: scm.default, enabled: scm.enabled, inUse: scm.inUse };
  const first = checks.find((check) => reasons[check]);
  return first === undefined ? undefined : DELETE_ERRORS[first];
}

/** The error of making a configuration the default. */
export function checkDefault(scm: Scm): ErrorName | undefined {
  return scm.enabled ? undefined : "ScmDisabledError";
}

/** The error of reading or revoking a link. */
export function checkOAuth(scm: Scm): ErrorName | undefined {
  return scm.provider === "internal" || scm.provider === "bitbucket" ? "ScmOAuthUnsupportedError" : undefined;
}

/** The error of linking an account. The only emulated host is Bitbucket Cloud. */
export function checkLink(scm: Scm): ErrorName | undefined {
  if (scm.provider !== "bitbucket-cloud") return "ScmOAuthUnsupportedError";
  return scm.enabled ? undefined : "ScmDisabledError";
}

const DELETE_ERRORS = {
  default: "ScmDefaultError",
  enabled: "ScmEnabledError",
  inUse: "ScmInUseError",
} as const satisfies Record<Quirks["deleteChecks"][number], ErrorName>;
