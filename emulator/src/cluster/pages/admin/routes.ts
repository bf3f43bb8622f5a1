import { type Context, Hono } from "hono";

import { ApiError, ERRORS } from "../../model/errors";
import type { Gate } from "../../access/gate";
import type { ScmService } from "../../scms/service";
import { DEFAULT_QUIRKS } from "../../model/quirks";
import { PATHS } from "../paths";
import { admittedVisitor, type PageEnv } from "../visitor";
import { confirmPage } from "./confirm";
import { createBodyOf, createPage } from "./createForm";
import { listPage } from "./list";

/** The admin panel's page "Source Code Management": the same service as behind the API, so the same rules. */
export function adminRoutes(gate: Gate, service: ScmService): Hono<PageEnv> {
  const app = new Hono<PageEnv>();

  app.use(async (c, next) => {
    admittedVisitor(c, gate, "admin");
    return next();
  });

  app.get("/", (c) => c.html(listPage(c.var.visitor, service.list(), { done: c.req.query("done") })));
  app.get("/new", (c) => c.html(createPage(c.var.visitor)));
  app.get("/:id/default", (c) =>
    c.html(confirmPage(c.var.visitor, service.get(c.req.param("id")), "default")),
  );
  app.get("/:id/delete", (c) => c.html(confirmPage(c.var.visitor, service.get(c.req.param("id")), "delete")));

  app.post("/", (c) => {
    const { form, visitor } = c.var;
    try {
      // The page is the cluster's own: it spells providers as its create wants them, whatever that is to others.
      service.create(json(createBodyOf(form)), DEFAULT_QUIRKS);
    } catch (error) {
      const { view, status, paths } = refusalOf(error);
      return c.html(createPage(visitor, { form, error: view, paths }), status);
    }
    return c.redirect(`${PATHS.admin}?done=created`, 303);
  });

  const act = (action: string, done: string, work: (id: string) => unknown) =>
    app.post(`/:id/${action}`, (c: Context<PageEnv, "/:id/x">) => {
      try {
        work(c.req.param("id"));
      } catch (error) {
        const { view, status } = refusalOf(error);
        return c.html(listPage(c.var.visitor, service.list(), { error: view }), status);
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

/** A refusal in the cluster's own words. A bug is none and goes on its way. */
function refusalOf(error: unknown) {
  if (!(error instanceof ApiError)) throw error;
  const { code, status } = ERRORS[error.refusal];
  return { view: { code, message: error.message }, status, paths: error.paths };
}
