import { Hono } from "hono";
import { html } from "hono/html";

import { ApiError, ERRORS } from "./model/errors";
import type { AccessControl } from "./access/accessControl";
import type { LinkService } from "./links/service";
import type { ScmService } from "./scms/service";
import { assetRoutes } from "../html/assets";
import { PAGE_HEADERS } from "../html/headers";
import { alert, type Html } from "../html/page";
import { BodyTooLarge } from "../server/body";
import { accountRoutes } from "./pages/account";
import { adminRoutes } from "./pages/admin/routes";
import { callbackRoutes } from "./pages/callback";
import { PATHS } from "./pages/paths";
import { clusterPage } from "./pages/clusterPage";
import { signInRoutes } from "./pages/signIn";
import { type PageEnv, type PageSession, pageSession } from "./pages/pageSession";

/** Whether a path belongs to a page rather than to the cluster's API. */
export function isPage(pathname: string): boolean {
  return pathname === "/" || /^\/(?:sign-in|sign-out|admin|account|assets)(?:\/|$)/.test(pathname);
}

/** The routes of the cluster's pages. */
export function pageRoutes(
  accessControl: AccessControl,
  service: ScmService,
  links: LinkService,
): Hono<PageEnv> {
  const app = new Hono<PageEnv>({ strict: false });
  app.route("/assets", assetRoutes());
  app.use(async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(PAGE_HEADERS)) c.res.headers.set(name, value);
  });
  app.use(pageSession(accessControl));
  app.route("/", signInRoutes(accessControl));
  app.route(PATHS.admin, adminRoutes(accessControl, service));
  app.route(PATHS.account, accountRoutes(accessControl, service, links));
  app.route("/", callbackRoutes(links));

  app.notFound(() => Promise.reject(new ApiError("NoSuchPath")));

  app.onError((error, c) => {
    const { kind, message } = toApiError(error);
    if (kind === "NotAuthenticated") {
      return c.redirect(`${PATHS.signIn}?${new URLSearchParams({ to: c.req.path }).toString()}`, 303);
    }
    if (kind === "InternalServerError" && !c.req.raw.signal.aborted) console.error(error);
    const { code, status } = ERRORS[kind];
    const main = html`<div class="narrow stack">
      <h1>The request failed</h1>
      ${alert({ code, message })}
      <p>${nextPageLink(c.var.session)}</p>
    </div>`;
    return c.html(clusterPage({ title: "The request failed", session: c.var.session, main }), status);
  });

  return app;
}

function nextPageLink({ principal }: PageSession): Html {
  return principal?.management === true
    ? html`<a class="button" href="${PATHS.admin}">Go to Source Code Management</a>`
    : html`<a class="button" href="${PATHS.account}">Go to linked accounts</a>`;
}

function toApiError(error: Error): ApiError {
  if (error instanceof ApiError) return error;
  return new ApiError(error instanceof BodyTooLarge ? "PayloadTooLarge" : "InternalServerError");
}
