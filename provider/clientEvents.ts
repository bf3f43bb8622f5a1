import type { ClientEvents } from "../client/events";
import { progress } from "./report";

/** Shows what the client waits for on the row of the resource whose call waits. */
export const clientEvents: ClientEvents = {
  retrying({ operation, reason, attempt, waitMs }) {
    void progress(
      `${operation}: ${reason}; trying again in ${Math.ceil(waitMs / 1000)} s (attempt ${attempt} failed)`,
    );
  },
};
