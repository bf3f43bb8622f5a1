import { request as httpsRequest } from "node:https";
import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import type { Connection } from "../../client/connection/connection";
import { createRedactor } from "../../client/redact/redactor";
import { createAgent } from "../../client/transport/agent";
import { networkFailureFrom } from "../../client/transport/networkFailure";
import type { Proxy } from "../../client/transport/proxy";
import { systemErrorFrom, timedOutAfter } from "./systemError";

export interface Handshake {
  readonly version: string;
  readonly subject: string;
  readonly issuer: string;
  readonly expires: Date;
}

export interface HandshakeFailure {
  readonly problem: string;
  readonly advice: string;
}

/**
 * Runs a TLS handshake with the provider's HTTP agent, and so through the same proxy and with the same trusted CAs.
 * Sends no request.
 */
export async function performHandshake(
  connection: Connection,
  proxy: Proxy | undefined,
  timeoutMs: number,
): Promise<Handshake | HandshakeFailure> {
  const agent = await createAgent({ ...connection, attemptTimeoutMs: timeoutMs }, proxy);
  const { clean } = createRedactor(proxy?.secrets ?? []);
  try {
    return describeHandshake(await openTlsSocket(connection.baseUrl, agent, timeoutMs), clean);
  } catch (error) {
    return handshakeFailure(error, clean);
  } finally {
    agent.destroy();
  }
}

type Clean = (text: string, limit: number) => string;

function openTlsSocket(
  url: string,
  agent: Awaited<ReturnType<typeof createAgent>>,
  timeoutMs: number,
): Promise<TLSSocket> {
  return new Promise((done, failed) => {
    // Never calls end(), so no request is sent.
    const request = httpsRequest(url, { agent, method: "HEAD" });
    const timer = setTimeout(() => request.destroy(timedOutAfter(timeoutMs, "handshake")), timeoutMs);
    request.on("error", (error) => {
      clearTimeout(timer);
      failed(error);
    });
    request.once("socket", (socket: Socket) => {
      if (!(socket instanceof TLSSocket)) return void request.destroy(new Error("no TLS on this connection"));
      const end = (): void => {
        clearTimeout(timer);
        done(socket);
      };
      // The handshake of a proxy tunnel may be complete before the socket event.
      if (socket.authorized) end();
      else socket.once("secureConnect", end);
    });
  });
}

function describeHandshake(socket: TLSSocket, clean: Clean): Handshake {
  const { subject, issuer, valid_to } = socket.getPeerCertificate();
  const version = socket.getProtocol() ?? "TLS";
  socket.destroy();
  const name = (value: string | string[] | undefined): string =>
    clean([value ?? "an unnamed holder"].flat().join(", "), 100);
  return {
    version,
    subject: name(subject.CN),
    issuer: name(issuer.O ?? issuer.CN),
    expires: new Date(valid_to),
  };
}

const privateCaAdvice =
  "If the certificate is from a private CA, set algorithmia:caCertificate (or ALGORITHMIA_CA_CERTIFICATE) to the CA's certificate. Otherwise, configure the cluster to send its intermediate certificates.";

const adviceByCode: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: "Renew the cluster's certificate.",
  CERT_NOT_YET_VALID: "Check this machine's clock and the start of the certificate's validity.",
  ERR_TLS_CERT_ALTNAME_INVALID:
    "Set algorithmia:apiUrl to a host name in the certificate (with or without the api. prefix), or issue a certificate for this host name.",
  DEPTH_ZERO_SELF_SIGNED_CERT: privateCaAdvice,
  SELF_SIGNED_CERT_IN_CHAIN: privateCaAdvice,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: privateCaAdvice,
  UNABLE_TO_GET_ISSUER_CERT: privateCaAdvice,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: privateCaAdvice,
};

function handshakeFailure(error: unknown, clean: Clean): HandshakeFailure {
  const known = systemErrorFrom(error);
  const failure = networkFailureFrom(known);
  const detail = clean(failure.detail, 300);
  if (failure.reason === "proxy") {
    return {
      problem: `the proxy rejected the connection: ${detail}`,
      advice:
        "Check HTTPS_PROXY (or HTTP_PROXY), its user and password, and the proxy's rules. If the cluster doesn't need a proxy, add it to NO_PROXY.",
    };
  }
  return {
    problem: `no TLS connection: ${detail}`,
    advice:
      adviceByCode[known.code] ?? "Check that the cluster serves https on the port in algorithmia:apiUrl.",
  };
}
