import type { ClientEvents } from "../../client/retry/events";
import type { Reporter } from "./reporter";

/** Reports retries and requests on the row of the current resource. */
export function reportClientEvents(report: Reporter): ClientEvents {
  return {
    onRetry({ operation, reason, attempt, waitMs, waitingForCluster }) {
      const what = waitingForCluster
        ? "Waiting for the cluster to start"
        : `${operation}: attempt ${attempt} failed`;
      report.progress(`${what}: ${reason}. Retrying in ${Math.ceil(waitMs / 1000)} s.`);
    },
    onRequest({ method, path, attempt, ms, status, failure, errorId }) {
      const outcome = [status ?? "no response", failure, errorId && `error id ${errorId}`]
        .filter(Boolean)
        .join(", ");
      report.debug(`${method} ${path}: ${outcome} (attempt ${attempt}, ${ms} ms)`);
    },
  };
}
