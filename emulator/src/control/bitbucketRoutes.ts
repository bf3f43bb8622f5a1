import { Hono } from "hono";

import { accountSchema, bitbucketQuirksSchema, consumerSchema } from "../bitbucket/model";
import type { Bitbucket } from "./bitbucket";
import { read } from "./readJson";

/** The control API of the emulated Bitbucket. */
export function bitbucketControlRoutes(bitbucket: Bitbucket): Hono {
  const app = new Hono();

  app.get("/consumers", (c) => {
    const consumers = bitbucket.consumers();
    return c.json(consumers.map(({ secret: _secret, ...consumer }) => consumer));
  });
  app.post("/consumers", async (c) => c.json(bitbucket.addConsumer(await read(c, consumerSchema)), 201));
  app.patch("/consumers/:key", async (c) => {
    const change = await read(c, consumerSchema.omit({ key: true }));
    const { secret: _secret, ...consumer } = bitbucket.changeConsumer(c.req.param("key"), change);
    return c.json(consumer);
  });
  app.delete("/consumers/:key", (c) => {
    bitbucket.removeConsumer(c.req.param("key"));
    return c.body(null, 204);
  });
  app.post("/accounts", async (c) => c.json(bitbucket.addAccount(await read(c, accountSchema)), 201));
  app.get("/quirks", (c) => c.json(bitbucket.quirks));
  app.patch("/quirks", async (c) => {
    bitbucket.setQuirks(await read(c, bitbucketQuirksSchema.partial()));
    return c.json(bitbucket.quirks);
  });

  return app;
}
