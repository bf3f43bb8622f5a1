import type { NetworkFailure, NetworkReason } from "./failure";

/** The properties of errors of Node and of the HTTP library that are used here. */
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
  // OpenSSL reports this for a failed handshake, and for a server that responds to a handshake without TLS.
  EPROTO: "tls",
  HOSTNAME_MISMATCH: "tls",
  INVALID_CA: "tls",
};

// Node uses OpenSSL's names of certificate verification results (node:tls, "X509 certificate error codes").
const tlsCode =
  /^(?:ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERROR_IN_|CRL_|PATH_LENGTH_)/;

/** Codes of our proxy agents' errors; node-fetch keeps only an error's message and code. */
export const proxyCodes = { failed: "PROXY_FAILED", rejected: "PROXY_REJECTED" } as const;

/** Converts an error that `fetch` threw before a response was complete. */
export function networkFailureFrom(error: unknown): NetworkFailure {
  const { message, code, erroredSysCall } = toError(error);
  const detail = message.replace(/^request to .*? failed, reason: ?/, "");
  const reason = reasonFor(code);
  return {
    kind: "network",
    reason,
    detail: detail === "" ? (code ?? "no reason given") : detail,
    mayHaveArrived:
      (reason === "reset" || reason === "timeout" || reason === "protocol") && erroredSysCall !== "connect",
    permanent: reason === "tls" || code === proxyCodes.rejected,
  };
}

export function timedOut(afterMs: number): NetworkFailure {
  const detail = `no complete response within ${afterMs / 1000} s`;
  return { kind: "network", reason: "timeout", detail, mayHaveArrived: true, permanent: false };
}

export function unusableProxy(problem: string): NetworkFailure {
  return { kind: "network", reason: "proxy", detail: problem, mayHaveArrived: false, permanent: true };
}

function reasonFor(code: string | undefined): NetworkReason {
  if (code === undefined) return "reset";
  if (code === proxyCodes.failed || code === proxyCodes.rejected) return "proxy";
  if (tlsCode.test(code)) return "tls";
  return reasonByCode[code] ?? (code.startsWith("HPE_") ? "protocol" : "reset");
}

function toError(error: unknown): SystemError {
  const isError = typeof error === "object" && error !== null && "message" in error;
  return isError ? (error as SystemError) : new Error(String(error));
}
