import { Hono } from "hono";

import { faultSchema } from "../faults/model";
import { read } from "./readJson";
import { latencySchema } from "./schemas";
import type { EmulatedService } from "./service";

/** Faults, latency and the request log of one service. */
export function trafficRoutes(service: EmulatedService<unknown>): Hono {
  const app = new Hono();

  app.post("/faults", async (c) => {
    service.injectFault(await read(c, faultSchema));
    return c.body(null, 204);
  });
  app.delete("/faults", (c) => {
    service.clearFaults();
    return c.body(null, 204);
  });
  app.put("/latency", async (c) => {
    service.setLatency((await read(c, latencySchema)).ms);
    return c.body(null, 204);
  });
  app.get("/requests", (c) => c.json(service.requests.all()));
  app.delete("/requests", (c) => {
    service.requests.clear();
    return c.body(null, 204);
  });

  return app;
}
