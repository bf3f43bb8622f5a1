import { Hono } from "hono";

import type { BitbucketControls } from "../bitbucket/controls";
import { accountSchema, bitbucketQuirksSchema, consumerSchema } from "../bitbucket/model";
import { read } from "./read";

/** Bitbucket's part of the control API. */
export function bitbucketControlRoutes(controls: BitbucketControls): Hono {
  const app = new Hono();

  app.get("/consumers", (c) => {
    const consumers = controls.consumers();
    return c.json(consumers.map(({ secret: _secret, ...consumer }) => consumer));
  });
  app.post("/consumers", async (c) => c.json(controls.addConsumer(await read(c, consumerSchema)), 201));
  app.patch("/consumers/:key", async (c) => {
    const change = await read(c, consumerSchema.omit({ key: true }));
    const { secret: _secret, ...consumer } = controls.changeConsumer(c.req.param("key"), change);
    return c.json(consumer);
  });
  app.delete("/consumers/:key", (c) => {
    controls.removeConsumer(c.req.param("key"));
    return c.body(null, 204);
  });
  app.post("/accounts", async (c) => c.json(controls.addAccount(await read(c, accountSchema)), 201));
  app.get("/quirks", (c) => c.json(controls.quirks));
  app.patch("/quirks", async (c) => {
    controls.setQuirks(await read(c, bitbucketQuirksSchema.partial()));
    return c.json(controls.quirks);
  });

  return app;
}
