import type { Principal } from "../model/principal";
import { ApiError, throwIfError } from "../model/errors";
import type { Scm } from "../model/scm";
import { checkLink, checkOAuth } from "../model/rules";
import type { ScmService } from "../scms/service";
import { authorizeUrl, exchangeCode, type Host, usernameOf, workspacesOf } from "./hostApi";
import type { Link } from "./model";
import type { LinkStore } from "./store";

/** The query parameters of the host's redirect. */
export interface CallbackParameters {
  code: string | undefined;
  state: string | undefined;
}

/** Users' links to their accounts at source code hosts. Throws {@link ApiError}. */
export class LinkService {
  constructor(
    private readonly scms: Pick<ScmService, "get">,
    private readonly links: LinkStore,
    private readonly secretOf: (scmId: string) => string | undefined,
  ) {}

  /** Starts an authorization flow and returns the URL of the host's consent page. */
  start(caller: Principal, scmId: string): string {
    const host = this.#host(this.#linkable(scmId));
    return authorizeUrl(host, this.links.begin({ scmId, sessionId: sessionOf(caller) }));
  }

  /** Completes the flow: exchanges the code for tokens and stores the link. */
  async finish(caller: Principal, scmId: string, { code, state }: CallbackParameters): Promise<Link> {
    const scm = this.#linkable(scmId);
    if (!code || !state) throw new ApiError("ScmOAuthMissingParamsError", "code and state are required");
    if (!this.links.end(state, { scmId, sessionId: sessionOf(caller) })) {
      throw new ApiError("InvalidRequest", "this session has no such authorization in progress");
    }
    const host = this.#host(scm);
    const tokens = await exchangeCode(host, code);
    const username = await usernameOf(host, tokens.access_token);
    const organizations = await workspacesOf(host, tokens.access_token);
    // The configuration may have been disabled or deleted in the meantime.
    this.#linkable(scmId);
    const link = { scmId, user: caller.user, username, organizations };
    this.links.put({ ...link, accessToken: tokens.access_token, refreshToken: tokens.refresh_token });
    return link;
  }

  /** The caller's link, if any. */
  find({ user }: Principal, scmId: string): Link | undefined {
    throwIfError(checkOAuth(this.scms.get(scmId)));
    return this.links.get(scmId, user);
  }

  /** Deletes the caller's link and its tokens, if any. */
  revoke({ user }: Principal, scmId: string): void {
    throwIfError(checkOAuth(this.scms.get(scmId)));
    this.links.delete(scmId, user);
  }

  /** The configuration of a flow, started by any user. */
  scmOf(state: string): string | undefined {
    return this.links.scmOf(state);
  }

  #linkable(scmId: string): Scm {
    const scm = this.scms.get(scmId);
    throwIfError(checkLink(scm));
    return scm;
  }

  #host({ id, urls, clientId }: Scm): Host {
    const clientSecret = this.secretOf(id);
    if (urls === undefined || clientId === undefined || clientSecret === undefined) {
      throw new ApiError("ScmOAuthUnsupportedError");
    }
    return { web: urls.web, api: urls.api, clientId, clientSecret };
  }
}

function sessionOf(caller: Principal): string {
  if (caller.by !== "session") throw new ApiError("NotAuthenticated");
  return caller.sessionId;
}
