import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";

import { BodyTooLarge, CLOSE, readBody } from "../server/body";
import { OAUTH_REFUSALS, OAuthError, oauthErrorBody } from "./errors";
import type { TokenService } from "./tokens";

/** Far above what any token request needs. */
const MAX_BODY_BYTES = 64 * 1024;

/** Bitbucket's HTTP surface, as far as the cluster and its users meet it. */
export function bitbucketRoutes(tokens: TokenService): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();

  app.post("/site/oauth2/access_token", async (c) => {
    const form = await readForm(c.req.raw);
    // RFC 6749, section 5.1: no cache may keep an answer that holds a token.
    return c.json(tokens.grant(c.req.header("authorization"), form), 200, { "cache-control": "no-store" });
  });

  app.notFound((c) => c.json({ type: "error", error: { message: "Resource not found" } }, 404));

  app.onError((error, c) => {
    if (error instanceof BodyTooLarge) {
      return c.json({ type: "error", error: { message: "The request's body is too large" } }, 413, CLOSE);
    }
    if (error instanceof OAuthError) return c.json(oauthErrorBody(error.refusal), error.refusal.status);
    if (!c.req.raw.signal.aborted) console.error(error);
    return c.json({ type: "error", error: { message: "Internal error" } }, 500);
  });

  return app;
}

async function readForm(request: Request): Promise<URLSearchParams> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/x-www-form-urlencoded\b/i.test(type)) throw new OAuthError(OAUTH_REFUSALS.unreadable);
  return new URLSearchParams(new TextDecoder().decode(await readBody(request, MAX_BODY_BYTES)));
}
