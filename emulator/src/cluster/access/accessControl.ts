import type { Quirks } from "../model/quirks";
import type { Principal, Rights } from "../model/principal";
import { authenticate, type KnownCredentials, rightsOfKey } from "./credentials";
import { ApiError, throwIfError } from "../model/errors";
import { type Access, checkAccess } from "../model/rules";
import type { SessionStore } from "./sessions";

/** The credentials of a request. */
export interface PresentedCredentials {
  /** The `Authorization` header. If it is set, the session is ignored. */
  authorization?: string | undefined;
  /** The value of the session cookie. */
  sessionToken?: string | undefined;
}

/** Authenticates and authorizes callers. Throws {@link ApiError}. */
export class AccessControl {
  constructor(
    private readonly credentials: KnownCredentials,
    private readonly sessions: SessionStore,
    private readonly quirks: () => Quirks,
  ) {}

  /** Returns the caller if the caller is allowed to make such a request. */
  authorize(presented: PresentedCredentials, access: Access): Principal {
    const caller = this.authenticate(presented);
    if (caller === undefined) throw new ApiError("NotAuthenticated");
    throwIfError(checkAccess(caller, access, this.quirks()));
    return caller;
  }

  authenticate({ authorization, sessionToken }: PresentedCredentials): Principal | undefined {
    if (authorization !== undefined) return authenticate(authorization, this.credentials);
    return sessionToken === undefined ? undefined : this.sessions.find(sessionToken);
  }

  /** Creates a session with the rights of a key. Returns nothing if the key doesn't exist. */
  signIn(key: string): { token: string; rights: Rights } | undefined {
    const rights = rightsOfKey(key, this.credentials);
    return rights && { token: this.sessions.open(rights), rights };
  }

  signOut(sessionToken: string): void {
    this.sessions.close(sessionToken);
  }
}
