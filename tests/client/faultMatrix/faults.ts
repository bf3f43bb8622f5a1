import type { Operation } from "../../../client/wire/operations";
import { id, wire } from "../support/fixtures";
import { html, json, raw, type Reaction, silence } from "../support/server";
import { cutInBody, cutInHeaders, drip, echoing, endless, gzipBomb, jsonHeaders, noHttp } from "./reactions";

/** A fault, and the error of an operation that fails because of it. */
export interface Fault {
  readonly name: string;
  /** What the fault replaces: a response, a connection that is reset when it opens, or the server's address or certificate. */
  readonly strikes: Reaction | "connection" | "closed port" | "expired" | "self-signed" | "wrong name";
  /** The client retries. */
  readonly repeats: boolean;
  /** The outcome is ambiguous. */
  readonly unclear: boolean;
  /** Why the client doesn't retry a retryable failure. */
  readonly retryStopReason?: RegExp;
  /** Fields of the error. */
  readonly error: Expected | ((operation: Operation) => Expected);
}

/** Fields of an error, by name. */
export type Expected = Readonly<Record<string, unknown>>;

const network = (reason: string, advice: RegExp): Expected => ({ name: "NetworkError", reason, advice });
const api = (status: number, more: Expected = {}): Expected => ({
  name: "ApiError",
  status,
  code: undefined,
  errorId: undefined,
  ...more,
});
const response = (status: number, problem: string, advice: RegExp = /algorithmia:apiUrl/): Expected => ({
  name: "ResponseError",
  status,
  problem,
  advice,
});

const later = /run the command again later/i;
const again = /Run the command again/;

const lost = { repeats: true, unclear: true };
const transient = { repeats: true, unclear: true };
const rejection = { repeats: false, unclear: false };
const unusable = { repeats: false, unclear: true };

const broken: readonly Fault[] = [
  {
    name: "refused",
    strikes: "closed port",
    repeats: true,
    unclear: false,
    error: network("refused", /algorithmia:apiUrl/),
  },
  {
    name: "reset before the request",
    strikes: "connection", // Reset when it is accepted, so that the client sends nothing.
    repeats: true,
    unclear: false,
    error: network("reset", again),
  },
  {
    name: "reset after the request",
    strikes: (_response, _request, socket) => socket.resetAndDestroy(),
    ...lost,
    error: network("reset", again),
  },
  { name: "cut in the headers", strikes: cutInHeaders, ...lost, error: network("reset", again) },
  { name: "cut in the body", strikes: cutInBody, ...lost, error: network("reset", again) },
  { name: "no HTTP", strikes: noHttp, ...lost, error: network("protocol", /scheme and port/) },
  { name: "no response", strikes: silence, ...lost, error: network("timeout", /algorithmia:requestTimeout/) },
  { name: "slow drip", strikes: drip, ...lost, error: network("timeout", /algorithmia:requestTimeout/) },
  ...(["expired", "self-signed", "wrong name"] as const).map((strikes): Fault => ({
    name: `TLS certificate: ${strikes}`,
    strikes,
    ...rejection,
    error: network("tls", /algorithmia:caCertificate/),
  })),
];

const nested = { error: { id: "e-1", code: 5001, message: "oops" } };
const coded = { code: 5001, codeName: "InternalServerError", errorId: "e-1", advice: later };

const statuses: readonly Fault[] = [
  { name: "408", strikes: raw(408, ""), ...transient, error: api(408, { advice: later }) },
  {
    name: "429",
    strikes: raw(429, ""),
    repeats: true,
    unclear: false,
    error: api(429, { advice: /--parallel/ }),
  },
  { name: "500 nested error", strikes: json(500, nested), ...transient, error: api(500, coded) },
  { name: "500 flat error", strikes: json(500, nested.error), ...transient, error: api(500, coded) },
  {
    name: "500 error as text",
    strikes: json(500, { error: "oops" }),
    ...transient,
    error: api(500, { serverMessage: "oops", advice: later }),
  },
  {
    name: "500 without JSON",
    strikes: raw(500, "oops"),
    ...transient,
    error: response(500, "not JSON", later),
  },
  {
    name: "500 with a definitive code",
    strikes: json(500, { error: { id: "e-2", code: 4045, message: "no" } }),
    ...rejection,
    error: api(500, {
      code: 4045,
      codeName: "ScmDisallowedOperationError",
      errorId: "e-2",
      advice: /configurationId/,
    }),
  },
  { name: "502 with HTML", strikes: html(502), ...transient, error: response(502, "html", later) },
  { name: "504 with HTML", strikes: html(504), ...transient, error: response(504, "html", later) },
  { name: "404 with HTML", strikes: html(404), ...rejection, error: response(404, "html") },
  ...[301, 302, 303, 307, 308].map((status): Fault => ({
    name: `${status} to elsewhere`,
    strikes: raw(status, "", { Location: "https://elsewhere.example/path?token=x" }),
    ...rejection,
    error: response(status, "redirect", /doesn't follow redirects/),
  })),
];

// Virtual time starts at the same date in each cell.
const soon = new Date(Date.parse("2026-01-01T00:00:03Z")).toUTCString();
const waits: readonly [string, string, boolean][] = [
  ["2", "of 2 seconds", true],
  [soon, "as a date", true],
  ["Mon, 01 Jan 2001 00:00:00 GMT", "in the past", true],
  ["-5", "of -5", true],
  ["soon", "of words", true],
  ["86400000", "of 1000 days", false],
  ["9".repeat(400), "of 400 digits", false],
  ["Wed, 01 Jan 3000 00:00:00 GMT", "in a far year", false],
];

const retryAfters: readonly Fault[] = [429, 503].flatMap((status) =>
  waits.map(([value, words, repeats]): Fault => {
    const retryStopReason = repeats
      ? {}
      : { retryStopReason: /requested a wait of more than a day, which exceeds/ };
    return {
      name: `${status} Retry-After ${words}`,
      strikes: raw(status, "", { "Retry-After": value }),
      repeats,
      unclear: status === 503,
      ...retryStopReason,
      error: api(status, { advice: status === 429 ? /--parallel/ : later }),
    };
  }),
);

const other = { ...wire, id: "another-id" };
const bodiless: readonly Operation[] = ["delete", "setDefault"];

const unusables: readonly Fault[] = [
  { name: "200 with HTML", strikes: html(200), ...unusable, error: response(200, "html") },
  {
    name: "200 with truncated JSON",
    strikes: raw(200, `{"id":"${id}","prov`, jsonHeaders),
    ...unusable,
    error: response(200, "truncated", again),
  },
  {
    name: "200 of the wrong shape",
    strikes: json(200, { a: [1] }),
    ...unusable,
    error: response(200, "wrong shape"),
  },
  {
    name: "200 about another id",
    strikes: json(200, other),
    ...unusable,
    error: (operation) =>
      operation === "list" || bodiless.includes(operation)
        ? response(200, "wrong shape")
        : response(200, "wrong configuration", /vendor's support/),
  },
  { name: "200 without end", strikes: endless, ...unusable, error: response(200, "too large") },
  { name: "200 as a gzip bomb", strikes: gzipBomb, ...unusable, error: response(200, "too large") },
];

const echoes: readonly Fault[] = (["JSON", "HTML", "base64"] as const).flatMap((as): Fault[] => [
  {
    name: `400 repeating the request as ${as}`,
    strikes: echoing(400, as),
    ...rejection,
    error: as === "HTML" ? response(400, "html") : api(400, { advice: /support/ }),
  },
  {
    name: `500 repeating the request as ${as}`,
    strikes: echoing(500, as),
    ...transient,
    error: as === "HTML" ? response(500, "html", later) : api(500, { advice: later }),
  },
]);

/** All of them. */
export const faults: readonly Fault[] = [...broken, ...statuses, ...retryAfters, ...unusables, ...echoes];
