import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { ContentfulStatusCode } from "hono/utils/http-status";

import type { Quirks } from "../quirks";
import { errorBody, scmAnswer } from "./answers";
import { ApiError, ERRORS } from "./errors";
import type { Access } from "./rules";
import type { ScmService } from "./service";

/** Far above what any configuration needs. */
const MAX_BODY_BYTES = 64 * 1024;

/** The cluster's HTTP surface: who calls, which operation, how its outcome looks. */
export function clusterRoutes(service: ScmService, quirks: () => Quirks): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  const admit = (c: Context, access: Access) => service.admit(c.req.header("authorization"), access);

  app.use(
    bodyLimit({ maxSize: MAX_BODY_BYTES, onError: () => Promise.reject(new ApiError("PayloadTooLarge")) }),
  );

  app.get("/v1/scms", (c) => {
    admit(c, "list");
    return c.json({ results: service.list().map((scm) => scmAnswer(scm, quirks(), "list")) });
  });

  app.get("/v1/scms/:id", (c) => {
    admit(c, "get");
    return c.json(scmAnswer(service.get(c.req.param("id")), quirks(), "other"));
  });

  app.get("/v1/scms/:id/oauth/status", (c) => {
    admit(c, "status");
    return c.json(service.oauthStatus(c.req.param("id")));
  });

  app.post("/v1/admin/scms", async (c) => {
    admit(c, "admin");
    return c.json(scmAnswer(service.create(await bodyOf(c)), quirks(), "create"), 201);
  });

  app.patch("/v1/admin/scms/:id", async (c) => {
    admit(c, "admin");
    return c.json(scmAnswer(service.update(c.req.param("id"), await bodyOf(c)), quirks(), "other"));
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
    const refusal = error instanceof ApiError ? error : new ApiError("InternalServerError");
    const { code, status } = ERRORS[refusal.refusal];
    const body = errorBody(quirks().errorShape, { code, message: refusal.message });
    return c.json(body, status satisfies ContentfulStatusCode);
  });

  return app;
}

async function bodyOf(c: Context): Promise<Uint8Array> {
  return new Uint8Array(await c.req.arrayBuffer());
}
