import { once } from "node:events";
import { type IncomingMessage, request as httpRequest } from "node:http";

import type { Emulator } from "../../emulator/src";

/** A response. */
export interface ReceivedResponse {
  status: number;
  headers: Headers;
  text: string;
  /** The body as JSON; unset if it isn't JSON. */
  json: unknown;
}

export interface Call {
  body?: unknown;
  /** The raw body, instead of `body`. */
  raw?: string | Uint8Array;
  /** The Authorization header. Default: the admin's key. `null`: no header. */
  authorization?: string | null;
}

export const URLS = {
  web: "https://bitbucket.org",
  api: "https://api.bitbucket.org",
  ssh: "ssh://git@bitbucket.org",
};

/** Typed, because jest types its matchers as `any`. */
export const ANY_STRING: unknown = expect.any(String);
export const ANY_NUMBER: unknown = expect.any(Number);

export function matching(pattern: RegExp): unknown {
  return expect.stringMatching(pattern);
}

/** The body of a valid create request. */
export function createBody(changes: object = {}): object {
  const oauth = { client_id: "consumer-key", client_secret: "consumer-secret" };
  return { id: "bb", provider: "bitbucket-cloud", oauth, urls: URLS, ...changes };
}

/** Sends a request to a cluster. */
export async function call(
  emulator: Emulator,
  method: string,
  path: string,
  { body, raw, authorization = `Simple ${emulator.apiKey}` }: Call = {},
): Promise<ReceivedResponse> {
  const sent = raw ?? (body === undefined ? null : JSON.stringify(body));
  const response = await fetch(emulator.url + path, {
    method,
    headers: authorization === null ? {} : { authorization },
    body: sent as string | null,
    redirect: "manual",
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: parsed(text) };
}

/** The status of a GET with a given Host header, which fetch doesn't support. */
export async function statusWithHost(url: string, host: string, headers = {}): Promise<number | undefined> {
  const request = httpRequest(url, { headers: { ...headers, host }, agent: false }).end();
  const [response] = (await once(request, "response")) as [IncomingMessage];
  response.resume();
  return response.statusCode;
}

/** The status and code of a response, such as `[400, 4040]`. */
export function statusAndCode({ status, json }: ReceivedResponse): [number, number | undefined] {
  return [status, (json as { error?: { code?: number } } | undefined)?.error?.code];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
