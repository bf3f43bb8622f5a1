import type { Quirks } from "../model/quirks";
import type { Principal, Rights } from "../model/principal";
import { authenticate, type KnownCredentials, rightsOfKey } from "./credentials";
import { ApiError, throwIfError } from "../model/errors";
import { type Access, checkAccess } from "../model/rules";
import type { SessionStore } from "./sessions";

/** How a request says who sends it. */
export interface PresentedCredentials {
  /** The `Authorization` header. It alone counts where there is one. */
  authorization?: string | undefined;
  /** What the session cookie holds. */
  sessionToken?: string | undefined;
}

/** Who may pass. Refusals are thrown as {@link ApiError}. */
export class AccessControl {
  constructor(
    private readonly credentials: KnownCredentials,
    private readonly sessions: SessionStore,
    private readonly quirks: () => Quirks,
  ) {}

  /** Who calls, if that one may make such a call. */
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

  /** Opens a session with what a key allows and returns its token; nothing for an unknown key. */
  signIn(key: string): { token: string; rights: Rights } | undefined {
    const rights = rightsOfKey(key, this.credentials);
    return rights && { token: this.sessions.open(rights), rights };
  }

  signOut(sessionToken: string): void {
    this.sessions.close(sessionToken);
  }
}
