import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";

import { PAGE_HEADERS } from "../../html/headers";
import type { ErrorView, Html } from "../../html/page";
import { authorizeRequest } from "../access/authorizeRequest";
import type { AccessControl } from "../access/accessControl";
import type { Link } from "./model";
import type { LinkService } from "./service";

/** The pages that a browser gets from `oauth/start` and `oauth/finish`. */
export interface LinkPages {
  finished: (link: Link) => Html;
  refused: (error: ErrorView) => Html;
}

/** The routes for linking an account. */
export function linkRoutes(
  accessControl: AccessControl,
  links: LinkService,
  pages: LinkPages,
): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();

  app.get("/v1/scms/:id/oauth/start", (c) => {
    const caller = authorizeRequest(c, accessControl, "link");
    return c.redirect(links.start(caller, c.req.param("id")), 303);
  });

  app.get("/v1/scms/:id/oauth/finish", async (c) => {
    const caller = authorizeRequest(c, accessControl, "link");
    const { code, state } = c.req.query();
    const link = await links.finish(caller, c.req.param("id"), { code, state });
    return wantsPage(c) ? c.html(pages.finished(link), 200, PAGE_HEADERS) : c.body(null, 200);
  });

  app.get("/v1/scms/:id/oauth/status", (c) => {
    const caller = authorizeRequest(c, accessControl, "status");
    return c.json(linkStatusResponse(links.find(caller, c.req.param("id"))));
  });

  app.post("/v1/scms/:id/oauth/revoke", (c) => {
    const caller = authorizeRequest(c, accessControl, "revoke");
    links.revoke(caller, c.req.param("id"));
    return c.body(null, 204);
  });

  return app;
}

/** Whether a browser follows a link or a redirect, and so needs a page. */
export function wantsPage(c: Context): boolean {
  return /\/oauth\/(start|finish)$/.test(c.req.path) && (c.req.header("accept") ?? "").includes("text/html");
}

/** Whether the caller has linked an account (OpenAPI 1.5.1, `ScmUserOAuthStatus`). */
function linkStatusResponse(link: Link | undefined): object {
  if (link === undefined) return { authorization_status: "unauthorized" };
  return {
    authorization_status: "authorized",
    scm_username: link.username,
    scm_organizations: link.organizations.map((slug) => ({ scm_org_username: slug })),
  };
}
