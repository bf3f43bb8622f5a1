import { createHmac } from "node:crypto";

import type { HttpBindings } from "@hono/node-server";
import type { Context, MiddlewareHandler } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";

import type { Principal } from "../model/principal";
import { isSameOrigin } from "../access/authorizeRequest";
import { ApiError } from "../model/errors";
import type { AccessControl } from "../access/accessControl";
import type { Access } from "../model/rules";
import { newSessionToken, SESSION_COOKIE } from "../access/sessions";
import { sameText } from "../../server/sameText";
import { readBody } from "../../server/body";
import { PATHS } from "./paths";

/** The user of a page, and the token for the page's forms. */
export interface PageSession {
  /** Not set if nobody is signed in. */
  principal: Principal | undefined;
  /** The CSRF token that each form contains. Other sites can't know it. */
  csrfToken: string;
}

export interface PageEnv {
  Bindings: HttpBindings;
  Variables: { session: PageSession; form: URLSearchParams };
}

const MAX_FORM_BYTES = 64 * 1024;

/**
 * The cookie that the sign-in form's CSRF token is bound to, before there is a session. It isn't the session cookie,
 * because a link from another site comes without that cookie, and the sign-in page would overwrite it.
 */
const SIGN_IN_COOKIE = "ALGO_SIGN_IN";

/** Authenticates the session, and rejects forms that don't come from the server's own pages in the same browser. */
export function pageSession(accessControl: AccessControl): MiddlewareHandler<PageEnv> {
  return async (c, next) => {
    const sessionToken = getCookie(c, SESSION_COOKIE);
    const secret = c.req.path === PATHS.signIn ? signInSecret(c) : sessionToken;
    const csrfToken = createHmac("sha256", secret ?? newSessionToken())
      .update("csrf")
      .digest("base64url");
    c.set("session", { principal: accessControl.authenticate({ sessionToken }), csrfToken });
    if (c.req.method === "POST") {
      const body = await readBody(c.req.raw, MAX_FORM_BYTES);
      const form = new URLSearchParams(new TextDecoder().decode(body));
      if (!isSameOrigin(c) || !sameText(form.get("csrf_token") ?? "", csrfToken)) {
        throw new ApiError(
          "NotAuthorized",
          "the form is not from a page of this session; load the page again",
        );
      }
      c.set("form", form);
    }
    return next();
  };
}

/** Returns the session's user if the user is allowed to see such a page. */
export function authorizePage(c: Context<PageEnv>, accessControl: AccessControl, access: Access): Principal {
  return accessControl.authorize({ sessionToken: getCookie(c, SESSION_COOKIE) }, access);
}

/** Sets the cookie of a new session and ends the previous session, if any. */
export function beginSession(c: Context, accessControl: AccessControl, token: string): void {
  const former = getCookie(c, SESSION_COOKIE);
  if (former !== undefined) accessControl.signOut(former);
  setSessionCookie(c, SESSION_COOKIE, token);
}

export function endSession(c: Context, accessControl: AccessControl): void {
  const token = getCookie(c, SESSION_COOKIE);
  if (token !== undefined) accessControl.signOut(token);
  deleteCookie(c, SESSION_COOKIE, { path: "/" });
}

function signInSecret(c: Context): string {
  const known = getCookie(c, SIGN_IN_COOKIE);
  if (known !== undefined) return known;
  const secret = newSessionToken();
  setSessionCookie(c, SIGN_IN_COOKIE, secret);
  return secret;
}

function setSessionCookie(c: Context, cookie: string, value: string): void {
  const secure = new URL(c.req.url).protocol === "https:";
  setCookie(c, cookie, value, { path: "/", httpOnly: true, sameSite: "Strict", secure });
}
