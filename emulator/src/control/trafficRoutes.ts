import { Hono } from "hono";

import { faultSchema } from "../faults/model";
import type { Emulator } from "../handle";
import { read } from "./read";
import { latencySchema } from "./schemas";

/** What happens to the requests of one server, and which there were. */
export function trafficRoutes(
  controls: Pick<Emulator, "order" | "clearFaults" | "setLatency" | "requests">,
): Hono {
  const app = new Hono();

  app.post("/faults", async (c) => {
    controls.order(await read(c, faultSchema));
    return c.body(null, 204);
  });
  app.delete("/faults", (c) => {
    controls.clearFaults();
    return c.body(null, 204);
  });
  app.put("/latency", async (c) => {
    controls.setLatency((await read(c, latencySchema)).ms);
    return c.body(null, 204);
  });
  app.get("/requests", (c) => c.json(controls.requests.all()));
  app.delete("/requests", (c) => {
    controls.requests.clear();
    return c.body(null, 204);
  });

  return app;
}
