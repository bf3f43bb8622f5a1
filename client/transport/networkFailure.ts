import type { NetworkFailure, NetworkReason } from "./failure";

/** What the HTTP library and Node throw, as far as it is read here. */
interface SystemError extends Error {
  readonly code?: string;
  readonly erroredSysCall?: string;
}

const reasonByCode: Readonly<Record<string, NetworkReason>> = {
  ECONNREFUSED: "refused",
  EHOSTUNREACH: "unreachable",
  ENETUNREACH: "unreachable",
  EHOSTDOWN: "unreachable",
  ENETDOWN: "unreachable",
  EADDRNOTAVAIL: "unreachable",
  ENOTFOUND: "dns",
  EAI_AGAIN: "dns",
  EAI_FAIL: "dns",
  ECONNRESET: "reset",
  ECONNABORTED: "reset",
  EPIPE: "reset",
  ERR_STREAM_PREMATURE_CLOSE: "reset",
  ETIMEDOUT: "timeout",
  // What OpenSSL says of a handshake that failed, and of a server that answers a handshake with plain text.
  EPROTO: "tls",
  HOSTNAME_MISMATCH: "tls",
  INVALID_CA: "tls",
};

// Node passes on OpenSSL's names of certificate verification results (node:tls, "X509 certificate error codes").
const tlsCode =
  /^(?:ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERROR_IN_|CRL_|PATH_LENGTH_)/;

/** Raised by our proxy agents; node-fetch passes on nothing of an error but its message and code. */
export const proxyCodes = { failed: "PROXY_FAILED", refused: "PROXY_REFUSED" } as const;

/** Reads what `fetch` threw for lack of an answer. */
export function networkFailureFrom(error: unknown): NetworkFailure {
  const { message, code, erroredSysCall } = toError(error);
  const detail = message.replace(/^request to .*? failed, reason: ?/, "");
  const reason = reasonFor(code);
  return {
    kind: "network",
    reason,
    detail: detail === "" ? (code ?? "no reason was given") : detail,
    mayHaveArrived:
      (reason === "reset" || reason === "timeout" || reason === "protocol") && erroredSysCall !== "connect",
    permanent: reason === "tls" || code === proxyCodes.refused,
  };
}

export function timedOut(afterMs: number): NetworkFailure {
  const detail = `none within ${afterMs / 1000} s`;
  return { kind: "network", reason: "timeout", detail, mayHaveArrived: true, permanent: false };
}

export function unusableProxy(problem: string): NetworkFailure {
  return { kind: "network", reason: "proxy", detail: problem, mayHaveArrived: false, permanent: true };
}

function reasonFor(code: string | undefined): NetworkReason {
  if (code === undefined) return "reset";
  if (code === proxyCodes.failed || code === proxyCodes.refused) return "proxy";
  if (tlsCode.test(code)) return "tls";
  return reasonByCode[code] ?? (code.startsWith("HPE_") ? "protocol" : "reset");
}

function toError(error: unknown): SystemError {
  const isError = typeof error === "object" && error !== null && "message" in error;
  return isError ? (error as SystemError) : new Error(String(error));
}
