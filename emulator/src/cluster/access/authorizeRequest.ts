import type { Context } from "hono";
import { getCookie } from "hono/cookie";

import { ApiError } from "../model/errors";
import type { AccessControl } from "./accessControl";
import type { Principal } from "../model/principal";
import type { Access } from "../model/rules";
import { SESSION_COOKIE } from "./sessions";

const SAFE_METHODS = ["GET", "HEAD"];

/** Whether a request comes from one of our own pages. Browsers say so of every request that may change something. */
export function isSameOrigin(c: Context): boolean {
  return c.req.header("origin") === new URL(c.req.url).origin;
}

/** Who sends this request, if that one may. */
export function authorizeRequest(c: Context, accessControl: AccessControl, access: Access): Principal {
  const presented = {
    authorization: c.req.header("authorization"),
    sessionToken: getCookie(c, SESSION_COOKIE),
  };
  const caller = accessControl.authorize(presented, access);
  // A browser sends its cookie along with what other sites make it send; a key or token it doesn't.
  if (caller.by === "session" && !SAFE_METHODS.includes(c.req.method) && !isSameOrigin(c)) {
    throw new ApiError("NotAuthorized", "the request's Origin is another");
  }
  return caller;
}
