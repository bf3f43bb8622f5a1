import type { Quirks } from "./quirks";
import type { Principal } from "./principal";
import type { ErrorName } from "./errors";
import { INTERNAL_ID, type Scm, type ScmUpdate } from "./scm";

/** The kinds of call that ask for different rights. */
export type Access = "list" | "get" | "link" | "status" | "revoke" | "admin";

/** Who may call what. */
export function checkAccess(caller: Principal, access: Access, quirks: Quirks): ErrorName | undefined {
  // OpenAPI 1.5.1, initiateScmAuthorization and completeScmAuthorization: CookieAuth alone.
  if (access === "link") return caller.by === "session" ? undefined : "NotAuthenticated";
  if (access === "admin") return caller.admin && caller.management ? undefined : "NotAuthorized";
  const refusedReads: readonly string[] = quirks.adminKeyRefused;
  return caller.admin && caller.by === "key" && refusedReads.includes(access) ? "NotAuthorized" : undefined;
}

/** What stands against creating one: another of the same id, or of the same consumer. */
export function checkCreate(sameId: Scm | undefined, sameConsumer: Scm | undefined): ErrorName | undefined {
  return sameId !== undefined || sameConsumer !== undefined ? "ScmConflictError" : undefined;
}

/** What stands against an update of one as it is. */
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

/** What stands against deleting one; `checks` is the order in which the reasons are looked for. */
export function checkDelete(scm: Scm, checks: Quirks["deleteChecks"]): ErrorName | undefined {
  if (scm.id === INTERNAL_ID) return "ScmDisallowedOperationError";
  const reasons = { default: scm.default, enabled: scm.enabled, inUse: scm.inUse };
  const first = checks.find((check) => reasons[check]);
  return first === undefined ? undefined : DELETE_ERRORS[first];
}

/** What stands against making one the default. */
export function checkDefault(scm: Scm): ErrorName | undefined {
  return scm.enabled ? undefined : "ScmDisabledError";
}

/** What stands against asking for or revoking a link to one. */
export function checkOAuth(scm: Scm): ErrorName | undefined {
  return scm.provider === "internal" || scm.provider === "bitbucket" ? "ScmOAuthUnsupportedError" : undefined;
}

/** What stands against making a link to one. There is a stand-in for Bitbucket Cloud alone. */
export function checkLink(scm: Scm): ErrorName | undefined {
  if (scm.provider !== "bitbucket-cloud") return "ScmOAuthUnsupportedError";
  return scm.enabled ? undefined : "ScmDisabledError";
}

const DELETE_ERRORS = {
  default: "ScmDefaultError",
  enabled: "ScmEnabledError",
  inUse: "ScmInUseError",
} as const satisfies Record<Quirks["deleteChecks"][number], ErrorName>;
