import type { Agent } from "node:http";
import fetch, { FetchError, type Response } from "node-fetch";
import type { HttpResponse } from "./httpResponse";
import type { Connection, Credential } from "../connection/connection";
import type { ResponseFailure, Result } from "./failure";
import { createAgent } from "./agent";
import { networkFailureFrom, timedOut, unusableProxy } from "./networkFailure";
import type { Proxy, UnusableProxy } from "./proxy";
import { parseRetryAfter } from "./parseRetryAfter";
import { userAgent } from "./userAgent";

export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly body?: string;
  /** Of the body; defaults to JSON. */
  readonly contentType?: string;
  /** Maximum size of the response, after decompression. */
  readonly maxBytes: number;
  readonly timeoutMs: number;
  /** Ends the request early. */
  readonly signal?: AbortSignal;
}

/** The server that requests go to, with its credential. */
export type Destination = Pick<
  Connection,
  "baseUrl" | "caCertificate" | "maxConcurrency" | "attemptTimeoutMs"
> & {
  readonly credential: { readonly scheme: Credential["scheme"] | "Basic"; readonly token: string };
};

/** Sends one request and reads the complete response. Failures of the network or the server don't throw. */
export type Transport = (request: HttpRequest) => Promise<Result<HttpResponse>>;

export function createTransport(
  connection: Destination,
  proxy: Proxy | UnusableProxy | undefined,
): Transport {
  if (proxy !== undefined && "problem" in proxy)
    return () => Promise.resolve({ failure: unusableProxy(proxy.problem) });
  let agent: Promise<Agent> | undefined;
  const { scheme, token } = connection.credential;

  return async ({ method, path, body, contentType = "application/json", maxBytes, timeoutMs, signal }) => {
    agent ??= createAgent(connection, proxy);
    const pool = await agent;
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(), timeoutMs);
    let response: Response | undefined;
    try {
      response = await fetch(`${connection.baseUrl}${path}`, {
        method,
        headers: {
          Accept: "application/json",
          Authorization: `${scheme} ${token}`,
          "User-Agent": userAgent(),
          ...(body !== undefined && { "Content-Type": contentType }),
        },
        ...(body !== undefined && { body }),
        agent: pool,
        redirect: "manual",
        signal: signal === undefined ? timeout.signal : AbortSignal.any([timeout.signal, signal]),
        size: maxBytes,
      });
      return { value: responseFrom(response, await response.text()) };
    } catch (error) {
      if (timeout.signal.aborted) return { failure: timedOut(timeoutMs) };
      const unreadable =
        response === undefined ? undefined : unreadableBody(error, response.status, maxBytes);
      return { failure: unreadable ?? networkFailureFrom(error) };
    } finally {
      clearTimeout(timer);
    }
  };
}

function responseFrom({ status, headers }: Response, text: string): HttpResponse {
  const contentType = headers.get("content-type");
  const askedMs = parseRetryAfter(headers.get("retry-after"), headers.get("date"), Date.now());
  const location = headers.get("location");
  return {
    status,
    text,
    ...(contentType !== null && { contentType }),
    ...(askedMs !== undefined && { retryAfterMs: askedMs }),
    ...(location !== null && { location }),
  };
}

function unreadableBody(error: unknown, status: number, maxBytes: number): ResponseFailure | undefined {
  if (!(error instanceof FetchError)) return undefined;
  if (error.type === "max-size") {
    return {
      kind: "response",
      problem: "too large",
      status,
      detail: `the body is larger than ${maxBytes} bytes`,
    };
  }
  if (/^(?:Z_|ERR__ERROR_FORMAT|ERR_BROTLI|ERR_PADDING)/.test(error.code ?? "")) {
    return { kind: "response", problem: "not JSON", status, detail: "the compressed body is damaged" };
  }
  return undefined;
}
