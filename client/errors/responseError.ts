import type { ResponseFailure, ResponseProblem } from "../transport/failure";
import { settingNames } from "../connection/settings";
import type { Clean } from "../redact/redactor";
import { AlgorithmiaError, type FailedOperation } from "./algorithmiaError";

const maxDetailLength = 300;

/** A response arrived, but it isn't a response of the cluster's API. */
export class ResponseError extends AlgorithmiaError {
  override readonly name = "ResponseError";
  readonly status: number;
  readonly problem: ResponseProblem;
  readonly detail: string;

  constructor(facts: FailedOperation, failure: ResponseFailure, { clean }: { clean: Clean }) {
    const detail = clean(failure.detail, maxDetailLength);
    super(
      facts,
      `the response with status ${failure.status} isn't a response of the API: ${detail}`,
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

const otherServer = `Another server may have responded, such as a proxy or a sign-in page. Check ${settingNames("apiUrl")}, HTTPS_PROXY and NO_PROXY.`;

const advice: Readonly<Record<ResponseProblem, string>> = {
  html: otherServer,
  "not JSON": otherServer,
  truncated:
    "Run the command again. If the error persists, check what is between this machine and the cluster, such as a proxy or load balancer.",
  "wrong shape": otherServer,
  "wrong configuration":
    "Check the configurations on the cluster's Source Code Management page and report this to the vendor's support.",
  "too large": otherServer,
  redirect: `The client doesn't follow redirects, so that it sends the credential only to the configured address. Set ${settingNames("apiUrl")} to the address that responds without a redirect.`,
};

function adviceForProblem({ problem, status }: ResponseFailure): string {
  if (status >= 500 && problem !== "redirect") {
    return `The cluster, or a proxy in front of it, doesn't work at the moment. Run the command again later. If the cluster is still starting, set ${settingNames("readyTimeout")} to make a create wait.`;
  }
  return advice[problem];
}
