import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";

import { PAGE_HEADERS } from "../html/headers";
import type { Quirks } from "./model/quirks";
import { BodyTooLarge, CLOSE_CONNECTION, readBody } from "../server/body";
import { errorBody } from "./responseFormat";
import { scmResponse } from "./scms/responses";
import { authorizeRequest } from "./access/authorizeRequest";
import { ApiError, ERRORS } from "./model/errors";
import type { AccessControl } from "./access/accessControl";
import { wantsPage, linkRoutes } from "./links/routes";
import { linkPages } from "./pages/callback";
import type { LinkService } from "./links/service";
import type { Access } from "./model/rules";
import type { ScmService } from "./scms/service";

/** Far above what any configuration needs. */
const MAX_BODY_BYTES = 64 * 1024;

export interface ClusterServices {
  accessControl: AccessControl;
  service: ScmService;
  links: LinkService;
  quirks: () => Quirks;
}

/** The routes of the cluster's API. */
export function clusterRoutes(services: ClusterServices): Hono<{ Bindings: HttpBindings }> {
  const { accessControl, service, links, quirks } = services;
  const app = new Hono<{ Bindings: HttpBindings }>();
  const authorize = (c: Context, access: Access) => authorizeRequest(c, accessControl, access);

  app.route("/", linkRoutes(accessControl, links, linkPages));

  app.get("/v1/scms", (c) => {
    authorize(c, "list");
    return c.json({ results: service.list().map((scm) => scmResponse(scm, quirks(), "list")) });
  });

  app.get("/v1/scms/:id", (c) => {
    authorize(c, "get");
    return c.json(scmResponse(service.get(c.req.param("id")), quirks(), "other"));
  });

  app.post("/v1/admin/scms", async (c) => {
    authorize(c, "admin");
    return c.json(
      scmResponse(service.create(await readBody(c.req.raw, MAX_BODY_BYTES)), quirks(), "create"),
      201,
    );
  });

  app.patch("/v1/admin/scms/:id", async (c) => {
    authorize(c, "admin");
    return c.json(
      scmResponse(
        service.update(c.req.param("id"), await readBody(c.req.raw, MAX_BODY_BYTES)),
        quirks(),
        "other",
      ),
    );
  });

  app.delete("/v1/admin/scms/:id", (c) => {
    authorize(c, "admin");
    service.delete(c.req.param("id"));
    return c.body(null, 204);
  });

  app.post("/v1/admin/scms/:id/default", (c) => {
    authorize(c, "admin");
    service.makeDefault(c.req.param("id"));
    return c.body(null, 204);
  });

  app.notFound(() => Promise.reject(new ApiError("NoSuchPath")));

  app.onError((error, c) => {
    const known = toApiError(error);
    // Report a bug of the emulator as such. A client that disconnected isn't a bug.
    if (known === undefined && !c.req.raw.signal.aborted) console.error(error);
    const { kind, message } = known ?? new ApiError("InternalServerError");
    const { code, status } = ERRORS[kind];
    if (wantsPage(c)) return c.html(linkPages.refused({ code, message }), status, PAGE_HEADERS);
    return c.json(
      errorBody(quirks().errorShape, { code, message }),
      status,
      status === 413 ? CLOSE_CONNECTION : {},
    );
  });

  return app;
}

function toApiError(error: Error): ApiError | undefined {
  if (error instanceof BodyTooLarge) return new ApiError("PayloadTooLarge");
  return error instanceof ApiError ? error : undefined;
}
