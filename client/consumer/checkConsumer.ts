import { isLoopback } from "../connection/address";
import type { Connection } from "../connection/connection";
import { summarizeFailure } from "../errors/summarizeFailure";
import { createRedactor } from "../redact/redactor";
import { proxyFor } from "../transport/proxy";
import { createTransport } from "../transport/transport";
import { type ConsumerVerdict, judgeTokenResponse } from "./verdict";

/** An OAuth consumer and the Bitbucket that it is registered at. */
export interface ConsumerToCheck {
  /** The configuration's web URL. */
  readonly web: string;
  readonly key: string;
  readonly secret: string;
}

// The check is optional: it must not delay a create for long if Bitbucket can't be reached from here.
const maxTimeoutMs = 10_000;
const maxResponseBytes = 64 * 1024;

/**
 * Checks a consumer at Bitbucket's token endpoint, by the client-credentials grant. For a private consumer, Bitbucket
 * issues a token that is valid for about two hours; it is discarded at once. Failures of Bitbucket or the network
 * don't throw, because they say nothing about the consumer.
 */
export async function checkConsumer(
  { web, key, secret }: ConsumerToCheck,
  connection: Connection,
): Promise<ConsumerVerdict> {
  const { protocol, hostname } = new URL(web);
  if (protocol !== "https:" && !isLoopback(hostname)) {
    return { kind: "unknown", detail: "the secret isn't sent over unencrypted HTTP" };
  }
  const token = Buffer.from(`${key}:${secret}`).toString("base64");
  const baseUrl = new URL(web).origin;
  const attemptTimeoutMs = Math.min(connection.attemptTimeoutMs, maxTimeoutMs);
  const proxy = proxyFor(baseUrl);
  const transport = createTransport(
    { ...connection, baseUrl, attemptTimeoutMs, credential: { scheme: "Basic", token } },
    proxy,
  );
  const sent = await transport({
    method: "POST",
    path: "/site/oauth2/access_token",
    body: "grant_type=client_credentials",
    contentType: "application/x-www-form-urlencoded",
    maxBytes: maxResponseBytes,
    timeoutMs: attemptTimeoutMs,
  });
  if ("failure" in sent) {
    const { clean } = createRedactor([key, secret, token, ...(proxy?.secrets ?? [])]);
    return { kind: "unknown", detail: summarizeFailure(sent.failure, clean) };
  }
  return judgeTokenResponse(sent.value);
}
