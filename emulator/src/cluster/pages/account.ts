import { Hono } from "hono";
import { html } from "hono/html";

import type { AccessControl } from "../access/accessControl";
import type { Link } from "../links/model";
import type { LinkService } from "../links/service";
import type { Scm } from "../model/scm";
import type { ScmService } from "../scms/service";
import { type Html, notice } from "../../html/page";
import { screenReaderLabel, labelOf } from "./labels";
import { PATHS } from "./paths";
import { clusterPage, csrfField } from "./clusterPage";
import { authorizePage, type PageEnv, type PageSession } from "./pageSession";

/** The page where a user links accounts at source code hosts. */
export function accountRoutes(
  accessControl: AccessControl,
  service: ScmService,
  links: LinkService,
): Hono<PageEnv> {
  const app = new Hono<PageEnv>();

  app.get("/", (c) => {
    const user = authorizePage(c, accessControl, "status");
    const hosts = service.list().filter(({ provider }) => provider === "bitbucket-cloud");
    const linked = hosts.map((scm) => ({ scm, link: links.find(user, scm.id) }));
    return c.html(accountPage(c.var.session, linked, c.req.query("done") === "revoked"));
  });

  app.post("/:id/revoke", (c) => {
    links.revoke(authorizePage(c, accessControl, "revoke"), c.req.param("id"));
    return c.redirect(`${PATHS.account}?done=revoked`, 303);
  });

  return app;
}

interface Linked {
  scm: Scm;
  link: Link | undefined;
}

function accountPage(session: PageSession, linked: readonly Linked[], isRevoked: boolean): Html {
  return clusterPage({
    title: "Linked accounts",
    session,
    current: PATHS.account,
    main: html`<h1>Linked accounts</h1>
      <p class="lead">
        Link your account at a source code host to store your algorithms' source code there. The cluster acts
        in your name, with the permissions that you grant.
      </p>
      ${isRevoked ? notice("The link was revoked. Your existing algorithms keep working.") : ""}
      ${
        linked.length === 0
          ? html`<p class="card">
              This cluster has no source code host that supports linked accounts. An admin can add one under
              Source Code Management.
            </p>`
          : html`<ul class="cards">
              ${linked.map((entry) => item(session, entry))}
            </ul>`
      }`,
  });
}

function item(session: PageSession, { scm, link }: Linked): Html {
  return html`<li class="card" id="scm-${scm.id}">
    <div class="heading">
      <h2>${labelOf(scm)}</h2>
      <p class="badges">
        <span class="badge ${link === undefined ? "off" : "good"}"
          >${link === undefined ? "Not linked" : "Linked"}</span
        >
        ${scm.enabled ? "" : html`<span class="badge">Disabled</span>`}
      </p>
    </div>
    <dl>
      <div>
        <dt>Website</dt>
        <dd>${scm.urls?.web}</dd>
      </div>
      ${
        link === undefined
          ? ""
          : html`<div>
              <dt>Account</dt>
              <dd>${link.username}</dd>
            </div>`
      }
      ${
        link === undefined || link.organizations.length === 0
          ? ""
          : html`<div>
              <dt>Workspaces</dt>
              <dd>${link.organizations.join(", ")}</dd>
            </div>`
      }
    </dl>
    <div class="actions">${link === undefined ? linkAction(scm) : revokeForm(session, scm)}</div>
  </li>`;
}

function linkAction(scm: Scm): Html {
  if (!scm.enabled) return html`<p>An admin has disabled this host. You can't link an account to it.</p>`;
  const start = `/v1/scms/${encodeURIComponent(scm.id)}/oauth/start`;
  return html`<a class="button" href="${start}">Link account${screenReaderLabel(scm)}</a>`;
}

function revokeForm(session: PageSession, scm: Scm): Html {
  return html`<form method="post" action="${PATHS.account}/${encodeURIComponent(scm.id)}/revoke">
    ${csrfField(session)}
    <button class="quiet danger" type="submit">Revoke link${screenReaderLabel(scm)}</button>
  </form>`;
}
