import type { Context } from "hono";
import { getCookie } from "hono/cookie";

import { ApiError } from "../model/errors";
import type { AccessControl } from "./accessControl";
import type { Principal } from "../model/principal";
import type { Access } from "../model/rules";
import { SESSION_COOKIE } from "./sessions";

const SAFE_METHODS = ["GET", "HEAD"];

/** Whether a request comes from one of the server's own pages. Browsers send Origin with all unsafe methods. */
export function isSameOrigin(c: Context): boolean {
  return c.req.header("origin") === new URL(c.req.url).origin;
}

/** Authenticates and authorizes the caller of a request. */
export function authorizeRequest(c: Context, accessControl: AccessControl, access: Access): Principal {
  const presented = {
    authorization: c.req.header("authorization"),
    sessionToken: getCookie(c, SESSION_COOKIE),
  };
  const caller = accessControl.authorize(presented, access);
  // A browser also sends its cookie with requests that other sites cause (CSRF), unlike keys and tokens.
  if (caller.by === "session" && !SAFE_METHODS.includes(c.req.method) && !isSameOrigin(c)) {
    throw new ApiError("NotAuthorized", "the Origin header doesn't match this server");
  }
  return caller;
}
