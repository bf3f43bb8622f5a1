import { type Context, Hono } from "hono";

import { ApiError, ERRORS } from "../../model/errors";
import type { AccessControl } from "../../access/accessControl";
import type { ScmService } from "../../scms/service";
import { DEFAULT_QUIRKS } from "../../model/quirks";
import { PATHS } from "../paths";
import { authorizePage, type PageEnv } from "../pageSession";
import { confirmPage } from "./confirm";
import { createBodyOf, createPage } from "./createForm";
import { listPage } from "./list";

/** The admin panel's page "Source Code Management". It uses the same service as the API, so the same rules apply. */
export function adminRoutes(accessControl: AccessControl, service: ScmService): Hono<PageEnv> {
  const app = new Hono<PageEnv>();

  app.use(async (c, next) => {
    authorizePage(c, accessControl, "admin");
    return next();
  });

  app.get("/", (c) => c.html(listPage(c.var.session, service.list(), { done: c.req.query("done") })));
  app.get("/new", (c) => c.html(createPage(c.var.session)));
  app.get("/:id/default", (c) =>
    c.html(confirmPage(c.var.session, service.get(c.req.param("id")), "default")),
  );
  app.get("/:id/delete", (c) => c.html(confirmPage(c.var.session, service.get(c.req.param("id")), "delete")));

  app.post("/", (c) => {
    const { form, session } = c.var;
    try {
      // The cluster's own page spells providers as its create requires, whatever the quirks.
      service.create(json(createBodyOf(form)), DEFAULT_QUIRKS);
    } catch (error) {
      const { view, status, paths } = errorViewOf(error);
      return c.html(createPage(session, { form, error: view, paths }), status);
    }
    return c.redirect(`${PATHS.admin}?done=created`, 303);
  });

  const act = (action: string, done: string, work: (id: string) => unknown) =>
    app.post(`/:id/${action}`, (c: Context<PageEnv, "/:id/x">) => {
      try {
        work(c.req.param("id"));
      } catch (error) {
        const { view, status } = errorViewOf(error);
        return c.html(listPage(c.var.session, service.list(), { error: view }), status);
      }
      return c.redirect(`${PATHS.admin}?done=${done}`, 303);
    });
  act("enable", "enabled", (id) => service.update(id, json({ enabled: true })));
  act("disable", "disabled", (id) => service.update(id, json({ enabled: false })));
  act("default", "default", (id) => service.makeDefault(id));
  act("delete", "deleted", (id) => service.delete(id));

  return app;
}

function json(body: object): Uint8Array {
  return Buffer.from(JSON.stringify(body));
}

/** How a page shows an error of the cluster. Rethrows any other error. */
function errorViewOf(error: unknown) {
  if (!(error instanceof ApiError)) throw error;
  const { code, status } = ERRORS[error.kind];
  return { view: { code, message: error.message }, status, paths: error.paths };
}
