import { PARALLELISM } from "./machine";

/** The least number of requests of an operation: for each configuration, and once for all. */
const LEAST: Readonly<Record<string, { readonly each: number; readonly once: number }>> = {
  create: { each: 1, once: 0 },
  update: { each: 1, once: 0 },
  refresh: { each: 0, once: 1 },
  // DELETE, which the cluster rejects for an enabled configuration; PATCH; DELETE.
  destroy: { each: 3, once: 0 },
};

/** The least time that an operation waits for responses. */
export function floorSeconds(measure: string, n: number, latencyMs: number): number {
  const { each, once } = LEAST[measure] ?? { each: 0, once: 0 };
  return ((Math.ceil(n / PARALLELISM) * each + once) * latencyMs) / 1000;
}
