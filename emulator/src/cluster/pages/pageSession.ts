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

/** Who looks at a page. */
export interface PageSession {
  /** Unset while nobody is signed in. */
  principal: Principal | undefined;
  /** What each form of the page carries, and no other site can know. */
  csrfToken: string;
}

export interface PageEnv {
  Bindings: HttpBindings;
  Variables: { session: PageSession; form: URLSearchParams };
}

const MAX_FORM_BYTES = 64 * 1024;

/**
 * What the form on the sign-in page is bound to, before there is a session. Not the session's own cookie: a link on
 * another site leads here without that one, and would overwrite it.
 */
const SIGN_IN_COOKIE = "ALGO_SIGN_IN";

/** Recognises each session, and lets no form pass that isn't from one of our own pages in the same browser. */
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

/** The session's user, if that one may see such a page. */
export function authorizePage(c: Context<PageEnv>, accessControl: AccessControl, access: Access): Principal {
  return accessControl.authorize({ sessionToken: getCookie(c, SESSION_COOKIE) }, access);
}

/** Keeps a new session in the browser and ends the former one, if there was any. */
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
