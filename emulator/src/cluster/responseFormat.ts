import { randomUUID } from "node:crypto";

import type { ResponseFormat } from "../faults/responses";
import type { Quirks } from "./model/quirks";

/** The body of an error response. */
export function errorBody(
  shape: Quirks["errorShape"],
  { code, message }: { code?: number | undefined; message: string },
): object {
  if (shape === "text") return { error: message };
  const error = { id: randomUUID(), ...(code !== undefined && { code }), message };
  return shape === "flat" ? error : { error };
}

/** For faults that replace a response of the cluster. */
export function clusterResponseFormat({ errorShape }: Quirks): ResponseFormat {
  return {
    errorBody: ({ code, message = "An injected fault", shape = errorShape }) =>
      errorBody(shape, { code, message }),
    sampleBody: JSON.stringify({ results: [{ id: "internal", provider: "internal", enabled: true }] }),
  };
}
