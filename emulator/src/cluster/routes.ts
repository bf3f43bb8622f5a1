import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";

import { PAGE_HEADERS } from "../html/headers";
import type { Quirks } from "./model/quirks";
import { BodyTooLarge, CLOSE, readBody } from "../server/body";
import { errorBody } from "./errorBody";
import { scmAnswer } from "./scms/responses";
import { admitted } from "./access/caller";
import { ApiError, ERRORS } from "./model/errors";
import type { Gate } from "./access/gate";
import { isForPerson, linkRoutes } from "./links/routes";
import { linkPages } from "./pages/callback";
import type { LinkService } from "./links/service";
import type { Access } from "./model/rules";
import type { ScmService } from "./scms/service";

/** Far above what any configuration needs. */
const MAX_BODY_BYTES = 64 * 1024;

export interface ClusterParts {
  gate: Gate;
  service: ScmService;
  links: LinkService;
  quirks: () => Quirks;
}

/** The cluster's HTTP surface: who calls, which operation, how its outcome looks. */
export function clusterRoutes(parts: ClusterParts): Hono<{ Bindings: HttpBindings }> {
  const { gate, service, links, quirks } = parts;
  const app = new Hono<{ Bindings: HttpBindings }>();
  const admit = (c: Context, access: Access) => admitted(c, gate, access);

  app.route("/", linkRoutes(gate, links, linkPages));

  app.get("/v1/scms", (c) => {
    admit(c, "list");
    return c.json({ results: service.list().map((scm) => scmAnswer(scm, quirks(), "list")) });
  });

  app.get("/v1/scms/:id", (c) => {
    admit(c, "get");
    return c.json(scmAnswer(service.get(c.req.param("id")), quirks(), "other"));
  });

  app.post("/v1/admin/scms", async (c) => {
    admit(c, "admin");
    return c.json(
      scmAnswer(service.create(await readBody(c.req.raw, MAX_BODY_BYTES)), quirks(), "create"),
      201,
    );
  });

  app.patch("/v1/admin/scms/:id", async (c) => {
    admit(c, "admin");
    return c.json(
      scmAnswer(
        service.update(c.req.param("id"), await readBody(c.req.raw, MAX_BODY_BYTES)),
        quirks(),
        "other",
      ),
    );
  });

  app.delete("/v1/admin/scms/:id", (c) => {
    admit(c, "admin");
    service.delete(c.req.param("id"));
    return c.body(null, 204);
  });

  app.post("/v1/admin/scms/:id/default", (c) => {
    admit(c, "admin");
    service.makeDefault(c.req.param("id"));
    return c.body(null, 204);
  });

  app.notFound(() => Promise.reject(new ApiError("NoSuchPath")));

  app.onError((error, c) => {
    const refusal = asRefusal(error);
    // A bug of the emulator must not pass for one of the cluster. A caller that went away is no bug.
    if (refusal === undefined && !c.req.raw.signal.aborted) console.error(error);
    const { refusal: name, message } = refusal ?? new ApiError("InternalServerError");
    const { code, status } = ERRORS[name];
    if (isForPerson(c)) return c.html(linkPages.refused({ code, message }), status, PAGE_HEADERS);
    return c.json(errorBody(quirks().errorShape, { code, message }), status, status === 413 ? CLOSE : {});
  });

  return app;
}

function asRefusal(error: Error): ApiError | undefined {
  if (error instanceof BodyTooLarge) return new ApiError("PayloadTooLarge");
  return error instanceof ApiError ? error : undefined;
}
