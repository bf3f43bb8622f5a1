import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";

import { assetRoutes } from "../html/assets";
import { PAGE_HEADERS, pageHeaders } from "../html/headers";
import { BodyTooLarge, CLOSE_CONNECTION, readBody } from "../server/body";
import { apiError, apiRoutes } from "./api";
import { AuthorizationError, type AuthorizationRequest, AuthorizeService } from "./authorize";
import type { DirectoryStore } from "./directoryStore";
import { OAUTH_ERRORS, OAuthError, oauthErrorBody } from "./errors";
import type { GrantStore } from "./grantStore";
import type { BitbucketQuirks } from "./model";
import { consentPage, overviewPage, errorPage } from "./pages";
import { TokenService } from "./tokens";

/** Far above what any form needs. */
const MAX_BODY_BYTES = 64 * 1024;

/** The routes of Bitbucket that the cluster and its users call. */
export function bitbucketRoutes(
  directory: DirectoryStore,
  grants: GrantStore,
  quirks: () => BitbucketQuirks,
): Hono<{ Bindings: HttpBindings }> {
  const tokens = new TokenService(directory, grants, quirks);
  const authorize = new AuthorizeService(directory, grants, quirks);
  const app = new Hono<{ Bindings: HttpBindings }>();

  app.post("/site/oauth2/access_token", async (c) => {
    const form = await readForm(c.req.raw);
    // RFC 6749, section 5.1: a response with a token must not be cached.
    return c.json(tokens.issue(c.req.header("authorization"), form), 200, { "cache-control": "no-store" });
  });

  app.get("/site/oauth2/authorize", (c) => {
    const { ticket, pending } = authorize.begin(requestOf(c));
    return c.html(
      consentPage(pending, ticket, authorize.accounts()),
      200,
      pageHeaders([pending.target.origin]),
    );
  });

  app.post("/site/oauth2/authorize", async (c) => {
    if (c.req.header("origin") !== new URL(c.req.url).origin) {
      throw new AuthorizationError("The form must come from the consent page");
    }
    const form = await readForm(c.req.raw);
    const username = form.get("decision") === "grant" ? (form.get("account") ?? "") : undefined;
    return c.redirect(authorize.decide(form.get("ticket") ?? "", username), 303);
  });

  app.get("/", (c) => c.html(overviewPage(directory.consumers(), directory.accounts()), 200, PAGE_HEADERS));
  app.route("/2.0", apiRoutes(directory, grants, quirks));
  app.route("/assets", assetRoutes());
  app.notFound((c) => c.json(apiError("Resource not found"), 404));

  app.onError((error, c) => {
    if (error instanceof OAuthError) return c.json(oauthErrorBody(error.details), error.details.status);
    if (error instanceof AuthorizationError) return c.html(errorPage(error.message), 400, PAGE_HEADERS);
    if (error instanceof BodyTooLarge)
      return c.json(apiError("The request's body is too large"), 413, CLOSE_CONNECTION);
    if (!c.req.raw.signal.aborted) console.error(error);
    return c.json(apiError("Internal error"), 500);
  });

  return app;
}

function requestOf(c: Context): AuthorizationRequest {
  const query = c.req.query();
  return {
    clientId: query["client_id"],
    responseType: query["response_type"],
    redirectUri: query["redirect_uri"],
    state: query["state"],
  };
}

async function readForm(request: Request): Promise<URLSearchParams> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/x-www-form-urlencoded\b/i.test(type)) throw new OAuthError(OAUTH_ERRORS.unreadable);
  return new URLSearchParams(new TextDecoder().decode(await readBody(request, MAX_BODY_BYTES)));
}
