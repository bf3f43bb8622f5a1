import type { ResponseFailure, ResponseProblem } from "../transport/failure";
import type { Clean } from "../redact/redactor";
import { AlgorithmiaError, type FailedOperation } from "./algorithmiaError";

const maxDetailLength = 300;

/** Something answered, but not as the cluster's API does. */
export class ResponseError extends AlgorithmiaError {
  override readonly name = "ResponseError";
  readonly status: number;
  readonly problem: ResponseProblem;
  readonly detail: string;

  constructor(facts: FailedOperation, failure: ResponseFailure, { clean }: { clean: Clean }) {
    const detail = clean(failure.detail, maxDetailLength);
    super(
      facts,
      `the answer, of status ${failure.status}, is not one of the API: ${detail}`,
      adviceForProblem(failure),
    );
    this.status = failure.status;
    this.problem = failure.problem;
    this.detail = detail;
  }
}

export function isResponseError(error: unknown): error is ResponseError {
  return error instanceof ResponseError;
}

const notTheCluster =
  "Something else may answer there, such as a proxy or a sign-in page: check algorithmia:apiUrl (or ALGORITHMIA_API), HTTPS_PROXY and NO_PROXY.";

const advice: Readonly<Record<ResponseProblem, string>> = {
  html: notTheCluster,
  "not JSON": notTheCluster,
  truncated: "Run the command again; if it stays so, look at what stands between here and the cluster.",
  "wrong shape": notTheCluster,
  "wrong configuration":
    "Look at the cluster's Source Code Management page and report this to the vendor's support.",
  "too large": notTheCluster,
  redirect:
    "Redirects are not followed, so that the credential goes nowhere else: set algorithmia:apiUrl (or ALGORITHMIA_API) to the address that answers itself.",
};

function adviceForProblem({ problem, status }: ResponseFailure): string {
  if (status >= 500 && problem !== "redirect") {
    return "The cluster, or a proxy in front of it, is not working at the moment: run the command again later; for a cluster that is still coming up, algorithmia:readyTimeout makes a create wait.";
  }
  return advice[problem];
}
