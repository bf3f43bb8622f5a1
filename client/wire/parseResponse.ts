import type * as z from "zod/mini";
import type {
  ApiFailure,
  AttemptFailure,
  ResponseFailure,
  ResponseProblem,
  Result,
} from "../transport/failure";
import type { HttpResponse } from "../transport/httpResponse";
import type { ScmConfiguration } from "./model";
import { configurationFrom, errorBodyFrom, scmListSchema, scmSchema } from "./bodies";

/** Parses one kind of response; called for success statuses only. */
export type ResponseParser<T> = (response: HttpResponse) => Result<T>;

/** Why a response isn't a success; undefined for a success. */
export function failureFromResponse(response: HttpResponse): AttemptFailure | undefined {
  const { status, text, retryAfterMs } = response;
  if (status >= 200 && status < 300) return undefined;
  if (status < 400) return redirectFailure(response);
  if (status === 407) {
    return {
      kind: "network",
      reason: "proxy",
      detail: "the proxy returned status 407",
      mayHaveArrived: false,
      permanent: true,
    };
  }
  const hints = retryAfterMs === undefined ? {} : { retryAfterMs };
  if (text.trim() === "") return { kind: "api", status, ...hints };
  const json = parseJson(response);
  if ("failure" in json) return { ...json.failure, ...hints };
  const body = errorBodyFrom(json.value);
  if (body !== undefined) return { kind: "api", status, ...body, ...hints } satisfies ApiFailure;
  return {
    ...invalidResponse(response, "wrong shape", "the body is JSON, but not an error that the API documents"),
    ...hints,
  };
}

/** Parses a response that contains the configuration with this id. */
export function parseConfiguration(expectedId: string): ResponseParser<ScmConfiguration> {
  return (response) => {
    const wire = parseWith(response, scmSchema);
    if ("failure" in wire) return wire;
    const configuration = configurationFrom(wire.value);
    if (configuration.id === expectedId) return { value: configuration };
    const detail = `the response contains another configuration, ${configuration.id}`;
    return { failure: invalidResponse(response, "wrong configuration", detail) };
  };
}

/**
 * Parses the list of all configurations. It always contains `internal` (admin guide, Source Code Management). A list
 * without it comes from another server and must not be read as "all configurations were deleted".
 */
export const parseList: ResponseParser<ScmConfiguration[]> = (response) => {
  const wire = parseWith(response, scmListSchema);
  if ("failure" in wire) return wire;
  const configurations = wire.value.results.map(configurationFrom);
  if (configurations.some(({ provider }) => provider === "internal")) return { value: configurations };
  return {
    failure: invalidResponse(
      response,
      "wrong shape",
      "the list doesn't contain the cluster's configuration internal",
    ),
  };
};

/** Parses a response without a body, documented as 204. */
export const parseEmptyBody: ResponseParser<undefined> = (response) => {
  if (response.text.trim() === "") return { value: undefined };
  const json = parseJson(response);
  if ("failure" in json) return json;
  return { failure: invalidResponse(response, "wrong shape", "it has a body, but the API documents none") };
};

function parseWith<T>(response: HttpResponse, schema: z.ZodMiniType<T>): Result<T> {
  const json = parseJson(response);
  if ("failure" in json) return json;
  const result = schema.safeParse(json.value);
  if (result.success) return { value: result.data };
  const [issue] = result.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? "" : ` at ${issue.path.join(".")}`;
  const expected = issue?.code === "invalid_type" ? `: expected ${issue.expected}` : "";
  return {
    failure: invalidResponse(response, "wrong shape", `its JSON has an unexpected shape${where}${expected}`),
  };
}

function parseJson(response: HttpResponse): { value: unknown } | { failure: ResponseFailure } {
  try {
    return { value: JSON.parse(response.text) as unknown };
  } catch {
    return { failure: notJson(response) };
  }
}

function notJson(response: HttpResponse): ResponseFailure {
  const start = response.text.trimStart();
  if (start === "") return invalidResponse(response, "not JSON", "the body is empty");
  if (start.startsWith("<") || response.contentType?.includes("html") === true) {
    return invalidResponse(response, "html", "the body is a web page");
  }
  if (/^[[{"]/.test(start)) return invalidResponse(response, "truncated", "the JSON is truncated or damaged");
  return invalidResponse(response, "not JSON", "the body isn't JSON");
}

function redirectFailure(response: HttpResponse): ResponseFailure {
  const { location = "" } = response;
  const to = URL.canParse(location) ? new URL(location).origin : "an invalid address";
  return { kind: "response", problem: "redirect", status: response.status, detail: `it redirects to ${to}` };
}

function invalidResponse(
  { status }: HttpResponse,
  problem: ResponseProblem,
  detail: string,
): ResponseFailure {
  return { kind: "response", problem, status, detail };
}
