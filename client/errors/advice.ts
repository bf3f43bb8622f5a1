import { type AdviceContext, errorCodes } from "./errorCodes";

export type { AdviceContext } from "./errorCodes";

/** What to do about an answer of the cluster: by its code, else by its status. */
export function adviceFor(answer: { status: number; code?: number }, context: AdviceContext): string {
  const entry = errorCodes[answer.code ?? codeImpliedBy(answer.status) ?? 0];
  if (entry === undefined) return adviceForStatus(answer.status);
  return typeof entry.advice === "string" ? entry.advice : entry.advice(context);
}

// Which status goes with which code is documented for 403 only, but what these two mean is HTTP's.
function codeImpliedBy(status: number): number | undefined {
  if (status === 401) return 2002;
  return status === 403 ? 2001 : undefined;
}

function adviceForStatus(status: number): string {
  if (status === 404) {
    return "A cluster gives code 4009 with this for a configuration that does not exist; without it, another server or path may answer: check algorithmia:apiUrl (or ALGORITHMIA_API).";
  }
  if (status === 429) {
    return "The cluster wants fewer requests: run the command again later, with `--parallel` or algorithmia:maxConcurrency lowered.";
  }
  if (status >= 500 || status === 408) {
    return "The cluster is not working at the moment: run the command again later; if it stays so, give the error id to the vendor's support.";
  }
  return "Report this to the vendor's support with the error id, if there is one.";
}
