import { Hono } from "hono";
import { html } from "hono/html";

import type { AccessControl } from "../access/accessControl";
import { alert, type Html } from "../../html/page";
import { PATHS } from "./paths";
import { clusterPage, csrfField } from "./clusterPage";
import { beginSession, endSession, type PageEnv, type PageSession } from "./pageSession";

/** The allowed redirect targets after sign-in. Any other target would be an open redirect. */
const DESTINATIONS: readonly string[] = [PATHS.admin, PATHS.account];

/** Sign-in with an API key: the emulated cluster's users have no passwords. */
export function signInRoutes(accessControl: AccessControl): Hono<PageEnv> {
  const app = new Hono<PageEnv>();

  app.get(PATHS.signIn, (c) => c.html(signInPage(c.var.session, c.req.query("to"))));

  app.post(PATHS.signIn, (c) => {
    const to = c.var.form.get("to") ?? undefined;
    const signedIn = accessControl.signIn(c.var.form.get("api_key") ?? "");
    if (signedIn === undefined) return c.html(signInPage(c.var.session, to, true), 401);
    beginSession(c, accessControl, signedIn.token);
    const home = signedIn.rights.management ? PATHS.admin : PATHS.account;
    return c.redirect(DESTINATIONS.find((path) => path === to) ?? home, 303);
  });

  app.post(PATHS.signOut, (c) => {
    endSession(c, accessControl);
    return c.redirect(PATHS.signIn, 303);
  });

  return app;
}

function signInPage(session: PageSession, to: string | undefined, isRefused = false): Html {
  return clusterPage({
    title: "Sign in",
    main: html`<div class="narrow">
      <h1>Sign in</h1>
      ${isRefused ? alert({ code: 2002, message: "The API key isn't valid" }) : ""}
      <form method="post" action="${PATHS.signIn}" class="card stack">
        ${csrfField(session)}
        <input type="hidden" name="to" value="${to ?? ""}" />
        <div class="field">
          <label for="api_key">API key</label>
          <input
            id="api_key"
            name="api_key"
            type="password"
            autocomplete="current-password"
            required
            aria-describedby="api_key_help"
          />
          <p class="help" id="api_key_help">
            A cluster admin's key opens the admin panel; any other user's key opens that user's linked
            accounts.
          </p>
        </div>
        <button type="submit">Sign in</button>
      </form>
    </div>`,
  });
}
