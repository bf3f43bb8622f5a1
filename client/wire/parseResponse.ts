import type { z } from "zod";
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

/** Reads one kind of response; called for success statuses only. */
export type ResponseParser<T> = (response: HttpResponse) => Result<T>;

/** Why an response is no success; undefined for one that is. */
export function failureFromResponse(response: HttpResponse): AttemptFailure | undefined {
  const { status, text, retryAfterMs } = response;
  if (status >= 200 && status < 300) return undefined;
  if (status < 400) return redirectFailure(response);
  if (status === 407) {
    return {
      kind: "network",
      reason: "proxy",
      detail: "it answered 407",
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
    ...invalidResponse(response, "wrong shape", "it is JSON, but no error as the API documents them"),
    ...hints,
  };
}

/** Reads an response that is one configuration, the one with this id. */
export function parseConfiguration(expectedId: string): ResponseParser<ScmConfiguration> {
  return (response) => {
    const wire = parseWith(response, scmSchema);
    if ("failure" in wire) return wire;
    const configuration = configurationFrom(wire.value);
    if (configuration.id === expectedId) return { value: configuration };
    const detail = `it is about another configuration, ${configuration.id}`;
    return { failure: invalidResponse(response, "wrong configuration", detail) };
  };
}

/**
 * Reads an response that is the list of all configurations. `internal` is always a member (admin guide, Source
 * Code Management); a list without it is some other server's, and must not pass for "all are gone".
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
      "the list lacks the cluster's own configuration, internal",
    ),
  };
};

/** Reads an response that has nothing to say but its status, documented as 204. */
export const parseEmptyBody: ResponseParser<undefined> = (response) => {
  if (response.text.trim() === "") return { value: undefined };
  const json = parseJson(response);
  if ("failure" in json) return json;
  return { failure: invalidResponse(response, "wrong shape", "it has a body where the API sends none") };
};

function parseWith<T>(response: HttpResponse, schema: z.ZodType<T>): Result<T> {
  const json = parseJson(response);
  if ("failure" in json) return json;
  const result = schema.safeParse(json.value);
  if (result.success) return { value: result.data };
  const issue = result.error.issues[0];
  const where = issue === undefined || issue.path.length === 0 ? "" : ` at ${issue.path.join(".")}`;
  return {
    failure: invalidResponse(
      response,
      "wrong shape",
      `it has another shape${where} (${issue?.message ?? "invalid"})`,
    ),
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
  if (start === "") return invalidResponse(response, "not JSON", "it is empty");
  if (start.startsWith("<") || response.contentType?.includes("html") === true) {
    return invalidResponse(response, "html", "it is a web page");
  }
  if (/^[[{"]/.test(start))
    return invalidResponse(response, "truncated", "it is JSON that was cut off or damaged");
  return invalidResponse(response, "not JSON", "it is no JSON");
}

function redirectFailure(response: HttpResponse): ResponseFailure {
  const { location = "" } = response;
  const to = URL.canParse(location) ? new URL(location).origin : "an address that can't be read";
  return { kind: "response", problem: "redirect", status: response.status, detail: `it redirects to ${to}` };
}

function invalidResponse(
  { status }: HttpResponse,
  problem: ResponseProblem,
  detail: string,
): ResponseFailure {
  return { kind: "response", problem, status, detail };
}
