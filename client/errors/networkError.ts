import type { NetworkFailure, NetworkReason } from "../transport/failure";
import type { Clean } from "../redact/redactor";
import { AlgorithmiaError, type FailedOperation } from "./algorithmiaError";

const maxDetailLength = 300;

/** No answer of the cluster arrived. */
export class NetworkError extends AlgorithmiaError {
  override readonly name = "NetworkError";
  readonly reason: NetworkReason;
  /** What the system said, as far as it can be shown. */
  readonly detail: string;

  constructor(facts: FailedOperation, failure: NetworkFailure, { clean }: { clean: Clean }) {
    const detail = clean(failure.detail, maxDetailLength);
    super(facts, `${explanations[failure.reason].what} (${detail})`, adviceForReason(failure));
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
    advice:
      "Check algorithmia:apiUrl (or ALGORITHMIA_API) and that the cluster is up; for one that is still coming up, algorithmia:readyTimeout makes a create wait.",
  },
  unreachable: {
    what: "no route leads to that address",
    advice: "Check the network, a VPN above all, and algorithmia:apiUrl (or ALGORITHMIA_API).",
  },
  dns: {
    what: "its host name can't be resolved",
    advice:
      "Check the host in algorithmia:apiUrl (or ALGORITHMIA_API), and that this machine's DNS knows it; of a private cluster it may know only the name with or only the one without the leading api.",
  },
  reset: {
    what: "the connection broke before the whole answer was there",
    advice:
      "Run the command again; if it stays so, look at what stands between here and the cluster (proxy, load balancer, VPN).",
  },
  timeout: {
    what: "no complete answer came in time",
    advice:
      "Check that the cluster can be reached from here; a slow one needs a longer algorithmia:requestTimeout or algorithmia:deadline.",
  },
  tls: {
    what: "its TLS certificate or handshake was not accepted",
    advice:
      "If the cluster's certificate is from an own authority, set algorithmia:caCertificate (or ALGORITHMIA_CA_CERTIFICATE) to that authority's certificate; if it has expired or is for another name, correct the cluster's certificate or algorithmia:apiUrl.",
  },
  proxy: {
    what: "the proxy did not let the request through",
    advice:
      "Check HTTPS_PROXY (or HTTP_PROXY): its address, and the user and password in it, percent-encoded; a cluster that needs no proxy belongs into NO_PROXY.",
  },
  protocol: {
    what: "what answered does not speak HTTP",
    advice: "Check scheme and port in algorithmia:apiUrl (or ALGORITHMIA_API).",
  },
};

function adviceForReason({ reason }: NetworkFailure): string {
  return explanations[reason].advice;
}
