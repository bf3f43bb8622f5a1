import { isLoopback } from "../connection/address";
import type { Connection } from "../connection/connection";
import { summarizeFailure } from "../errors/summarizeFailure";
import { createRedactor } from "../redact/redactor";
import { proxyFor } from "../transport/proxy";
import { createTransport } from "../transport/transport";
import { type ConsumerVerdict, judgeTokenResponse } from "./verdict";

/** An OAuth consumer, and the Bitbucket that knows it. */
export interface ConsumerToCheck {
  /** The configuration's web URL. */
  readonly web: string;
  readonly key: string;
  readonly secret: string;
}

// The check is a courtesy: it must not hold a create up for long where Bitbucket can't be reached from here.
const maxTimeoutMs = 10_000;
const maxResponseBytes = 64 * 1024;

/**
 * Asks Bitbucket's token endpoint about a consumer without a user, by the client-credentials grant. For a private
 * consumer that mints a token of about two hours, which is dropped at once. Never throws for what Bitbucket or the
 * network does: that says nothing about the consumer.
 */
export async function checkConsumer(
  { web, key, secret }: ConsumerToCheck,
  connection: Connection,
): Promise<ConsumerVerdict> {
  const { protocol, hostname } = new URL(web);
  if (protocol !== "https:" && !isLoopback(hostname)) {
    return { kind: "unknown", detail: "the secret isn't sent over plain http" };
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
