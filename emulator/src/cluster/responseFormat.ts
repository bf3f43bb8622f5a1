import { randomUUID } from "node:crypto";

import type { ResponseFormat } from "../faults/responses";
import type { Quirks } from "./model/quirks";

/** An error's body, in the shape asked for. */
export function errorBody(
  shape: Quirks["errorShape"],
  { code, message }: { code?: number | undefined; message: string },
): object {
  if (shape === "text") return { error: message };
  const error = { id: randomUUID(), ...(code !== undefined && { code }), message };
  return shape === "flat" ? error : { error };
}

/** What a fault that stands in for the cluster answers with. */
export function clusterResponseFormat({ errorShape }: Quirks): ResponseFormat {
  return {
    errorBody: ({ code, message = "An ordered fault", shape = errorShape }) =>
      errorBody(shape, { code, message }),
    sampleBody: JSON.stringify({ results: [{ id: "internal", provider: "internal", enabled: true }] }),
  };
}
