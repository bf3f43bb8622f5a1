import type { NetworkFailure, NetworkReason } from "../transport/failure";
import { settingNames } from "../connection/settings";
import type { Clean } from "../redact/redactor";
import { AlgorithmiaError, type FailedOperation } from "./algorithmiaError";

const maxDetailLength = 300;

/** No response of the cluster arrived. */
export class NetworkError extends AlgorithmiaError {
  override readonly name = "NetworkError";
  readonly reason: NetworkReason;
  /** The message of the system, redacted. */
  readonly detail: string;

  constructor(facts: FailedOperation, failure: NetworkFailure, { clean }: { clean: Clean }) {
    const detail = clean(failure.detail, maxDetailLength);
    super(facts, `${explanations[failure.reason].what} (${detail})`, explanations[failure.reason].advice);
    this.reason = failure.reason;
    this.detail = detail;
  }
}

export function isNetworkError(error: unknown): error is NetworkError {
  return error instanceof NetworkError;
}

const explanations: Readonly<Record<NetworkReason, { what: string; advice: string }>> = {
  refused: {
    what: "nothing accepts connections at that address",
    advice: `Check ${settingNames("apiUrl")} and that the cluster is running. If the cluster is still starting, set ${settingNames("readyTimeout")} to make a create wait.`,
  },
  unreachable: {
    what: "no route leads to that address",
    advice: `Check the network, including the VPN, and ${settingNames("apiUrl")}.`,
  },
  dns: {
    what: "the host name can't be resolved",
    advice: `Check the host in ${settingNames("apiUrl")} and that this machine's DNS resolves it. A private DNS may resolve the host of a cluster only with or only without the leading "api.".`,
  },
  reset: {
    what: "the connection broke before the response was complete",
    advice:
      "Run the command again. If the error persists, check what is between this machine and the cluster, such as a proxy, load balancer or VPN.",
  },
  timeout: {
    what: "no complete response arrived in time",
    advice: `Check that this machine can reach the cluster. If the cluster is slow, increase ${settingNames("requestTimeout")} or ${settingNames("deadline")}.`,
  },
  tls: {
    what: "the TLS certificate or handshake was rejected",
    advice: `If a private CA issued the cluster's certificate, set ${settingNames("caCertificate")} to the certificate of that CA. If the certificate has expired or is for another name, fix the certificate or ${settingNames("apiUrl")}.`,
  },
  proxy: {
    what: "the request didn't get through the proxy",
    advice:
      "Check the address, user and password in HTTPS_PROXY (or HTTP_PROXY); user and password must be percent-encoded. If the cluster doesn't need a proxy, add it to NO_PROXY.",
  },
  cancelled: {
    what: "the operation was cancelled",
    advice:
      'Run "pulumi refresh" and "pulumi up" to continue. If a create was cancelled, its configuration may exist already.',
  },
  protocol: {
    what: "the server doesn't speak HTTP",
    advice: `Check scheme and port in ${settingNames("apiUrl")}.`,
  },
};
