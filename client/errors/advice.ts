import { settingNames } from "../connection/settings";
import { type AdviceContext, errorCodes } from "./errorCodes";

export type { AdviceContext } from "./errorCodes";

/** The advice for an error response: by its code, otherwise by its status. */
export function adviceFor(response: { status: number; code?: number }, context: AdviceContext): string {
  const entry = errorCodes[response.code ?? codeImpliedBy(response.status) ?? 0];
  if (entry === undefined) return adviceForStatus(response.status);
  return typeof entry.advice === "string" ? entry.advice : entry.advice(context);
}

// The status of a code is documented for 403 only, but HTTP defines both statuses.
function codeImpliedBy(status: number): number | undefined {
  if (status === 401) return 2002;
  return status === 403 ? 2001 : undefined;
}

function adviceForStatus(status: number): string {
  if (status === 404) {
    return `A cluster returns code 4009 with this status for a configuration that doesn't exist. Without the code, another server may have responded: check ${settingNames("apiUrl")}.`;
  }
  if (status === 429) {
    return `The cluster limits the rate of requests. Run the command again later with a lower \`--parallel\` or a lower ${settingNames("maxConcurrency")}.`;
  }
  if (status >= 500 || status === 408) {
    return "The cluster doesn't work at the moment. Run the command again later. If the error persists, send the error id to the vendor's support.";
  }
  return "Report this to the vendor's support with the error id, if the error has one.";
}
