import { html } from "hono/html";

import { type Html, page } from "../../html/page";
import { PATHS } from "./paths";
import type { PageSession } from "./pageSession";

export interface ClusterPageOptions {
  title: string;
  /** Not set on pages that are shown before the session cookie is available. */
  session?: PageSession | undefined;
  /** The path of the current entry of the navigation. */
  current?: string | undefined;
  head?: Html | undefined;
  main: Html;
}

export function clusterPage({ title, session, current, head, main }: ClusterPageOptions): Html {
  return page({
    title,
    site: "cluster",
    siteName: "Algorithmia cluster",
    navigation: session?.principal === undefined ? undefined : navigation(session, current),
    head,
    main,
  });
}

/** The hidden field that each form requires. */
export function csrfField({ csrfToken }: PageSession): Html {
  return html`<input type="hidden" name="csrf_token" value="${csrfToken}" />`;
}

function navigation(session: PageSession, current: string | undefined): Html {
  const entry = (path: string, label: string) =>
    html`<li><a href="${path}" ${path === current ? html`aria-current="page"` : ""}>${label}</a></li>`;
  return html`<nav aria-label="Main">
    <ul>
      ${session.principal?.management === true ? entry(PATHS.admin, "Source Code Management") : ""}
      ${entry(PATHS.account, "Linked accounts")}
      <li class="session">
        <span>Signed in as <strong>${session.principal?.user}</strong></span>
        <form method="post" action="${PATHS.signOut}">
          ${csrfField(session)}
          <button class="quiet" type="submit">Sign out</button>
        </form>
      </li>
    </ul>
  </nav>`;
}
