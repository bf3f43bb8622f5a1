import type { ClientEvents } from "../../client/retry/events";
import type { Reporter } from "./reporter";

/** Shows what the client waits for on the row of the resource whose operation waits. */
export function reportClientEvents(report: Reporter): ClientEvents {
  return {
    onRetry({ operation, reason, attempt, waitMs, waitingForCluster }) {
      const what = waitingForCluster
        ? "Waiting for the cluster to come up"
        : `${operation}: attempt ${attempt} failed`;
      report.progress(`${what}: ${reason}. Trying again in ${Math.ceil(waitMs / 1000)} s.`);
    },
    onRequest({ method, path, attempt, ms, status, failure, errorId }) {
      const outcome = [status ?? "no answer", failure, errorId && `error id ${errorId}`]
        .filter(Boolean)
        .join(", ");
      report.debug(`${method} ${path}: ${outcome} (attempt ${attempt}, ${ms} ms)`);
    },
  };
}
