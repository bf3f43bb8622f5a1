import { Hono } from "hono";
import { html } from "hono/html";

import type { Link } from "../links/model";
import type { LinkPages } from "../links/routes";
import type { LinkService } from "../links/service";
import { alert, type ErrorView, type Html } from "../../html/page";
import { PATHS } from "./paths";
import { clusterPage } from "./clusterPage";
import type { PageEnv } from "./pageSession";

/**
 * The cluster's root path, which is the consumer's callback URL. Bitbucket's redirect to it is cross-site, so the
 * browser doesn't send the session's SameSite=Strict cookie. The page therefore redirects to `oauth/finish`, which
 * is a same-site request and has the cookie.
 */
export function callbackRoutes(links: Pick<LinkService, "scmOf">): Hono<PageEnv> {
  const app = new Hono<PageEnv>();

  app.get("/", (c) => {
    const { code, state, error } = c.req.query();
    if (code === undefined && error === undefined) return c.redirect(homeOf(c.var.session.principal), 303);
    if (code === undefined) return c.html(declinedPage());
    const scmId = state === undefined ? undefined : links.scmOf(state);
    if (state === undefined || scmId === undefined) {
      return c.html(
        failedPage({
          code: 2015,
          message: "No authorization in progress on this cluster matches this request",
        }),
        400,
      );
    }
    const query = new URLSearchParams({ code, state });
    return c.html(goingOnPage(`/v1/scms/${encodeURIComponent(scmId)}/oauth/finish?${query.toString()}`));
  });

  return app;
}

export const linkPages: LinkPages = { finished: finishedPage, refused: failedPage };

function homeOf(principal: { management: boolean } | undefined): string {
  if (principal === undefined) return PATHS.signIn;
  return principal.management ? PATHS.admin : PATHS.account;
}

function goingOnPage(url: string): Html {
  return outcomePage({
    title: "Linking your account",
    head: html`<meta http-equiv="refresh" content="0; url=${url}" />`,
    text: html`<p>You granted access. The cluster is linking your account.</p>`,
    link: html`<a class="button" href="${url}">Continue</a>`,
  });
}

function finishedPage({ username }: Link): Html {
  return outcomePage({
    title: "Account linked",
    text: html`<p>
      You can now select Bitbucket as the host of new algorithms. The cluster creates them in the name of
      <strong>${username}</strong>.
    </p>`,
  });
}

function declinedPage(): Html {
  return outcomePage({
    title: "Account not linked",
    text: html`<p>You denied access to your Bitbucket account. Nothing has changed.</p>`,
  });
}

function failedPage(error: ErrorView): Html {
  return outcomePage({
    title: "Account not linked",
    text: html`${alert(error)}${error.code === 2002 ? html`<p><a href="${PATHS.signIn}">Sign in</a> first.</p>` : ""}`,
  });
}

function outcomePage(page: { title: string; head?: Html; text: Html; link?: Html }): Html {
  const back = html`<a class="button" href="${PATHS.account}">Back to linked accounts</a>`;
  return clusterPage({
    title: page.title,
    head: page.head,
    main: html`<div class="narrow">
      <h1>${page.title}</h1>
      <div class="card stack">
        ${page.text}
        <p>${page.link ?? back}</p>
      </div>
    </div>`,
  });
}
