import { Hono } from "hono";
import { z } from "zod";

import { quirksSchema } from "../cluster/model/quirks";
import { sameText } from "../server/sameText";
import { BodyTooLarge, CLOSE_CONNECTION } from "../server/body";
import type { RunningEmulator } from "./runningEmulator";
import { bitbucketControlRoutes } from "./bitbucketRoutes";
import { read } from "./readJson";
import { changeSchema, jwtSchema, seedSchema, userSchema } from "./schemas";
import { trafficRoutes } from "./trafficRoutes";

/** The control API under `/emulator/`, for tests in another process. */
export function controlRoutes(emulator: RunningEmulator): Hono {
  const app = new Hono();
  const api = app.basePath("/emulator");

  api.use(async (c, next) => {
    if (sameText(c.req.header("x-emulator-token") ?? "", emulator.controlToken)) return next();
    return c.json({ error: "The header X-Emulator-Token must contain the emulator's control token" }, 401);
  });
  api.get("/scms", (c) => c.json(emulator.scms()));
  api.post("/scms", async (c) => {
    const seeds = await read(c, z.union([seedSchema, z.array(seedSchema)]));
    return c.json(
      Array.isArray(seeds) ? seeds.map((seed) => emulator.seed(seed)) : emulator.seed(seeds),
      201,
    );
  });
  api.patch("/scms/:id", async (c) => {
    const { name, ...change } = await read(c, changeSchema);
    return c.json(
      emulator.change(c.req.param("id"), {
        ...change,
        ...(name !== undefined && { name: name ?? undefined }),
      }),
    );
  });
  api.delete("/scms/:id", (c) => {
    emulator.remove(c.req.param("id"));
    return c.body(null, 204);
  });

  api.get("/quirks", (c) => c.json(emulator.quirks));
  api.patch("/quirks", async (c) => {
    emulator.setQuirks(await read(c, quirksSchema.partial()));
    return c.json(emulator.quirks);
  });

  api.post("/users", async (c) => c.json(emulator.addUser((await read(c, userSchema)).name), 201));
  api.get("/links", (c) => c.json(emulator.links()));
  api.route("/", trafficRoutes(emulator));
  api.route("/bitbucket", bitbucketControlRoutes(emulator.bitbucket));
  api.route("/bitbucket", trafficRoutes(emulator.bitbucket));

  api.get("/keys", (c) => c.json(emulator.keys));
  api.post("/jwt", async (c) => c.json({ jwt: emulator.mintJwt(await read(c, jwtSchema)) }, 201));
  api.post("/reset", (c) => {
    emulator.reset();
    return c.body(null, 204);
  });

  app.notFound((c) => c.json({ error: "The control API has no such path" }, 404));
  // The holder of the token debugs this, so the response contains the reason unchanged.
  app.onError((error, c) => {
    if (error instanceof BodyTooLarge)
      return c.json({ error: "The body is too large" }, 413, CLOSE_CONNECTION);
    return c.json({ error: error instanceof z.ZodError ? z.prettifyError(error) : error.message }, 400);
  });
  return app;
}
