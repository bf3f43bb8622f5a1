import type { z } from "zod";
import type {
  ApiFailure,
  AttemptFailure,
  ResponseFailure,
  ResponseProblem,
  Result,
} from "../transport/failure";
import type { Answer } from "../transport/answer";
import type { ScmConfiguration } from "./model";
import { configurationFrom, errorBodyFrom, scmListSchema, scmSchema } from "./bodies";

/** Reads one kind of answer; called for success statuses only. */
export type Read<T> = (answer: Answer) => Result<T>;

/** Why an answer is no success; undefined for one that is. */
export function refusalIn(answer: Answer): AttemptFailure | undefined {
  const { status, text, retryAfterMs } = answer;
  if (status >= 200 && status < 300) return undefined;
  if (status < 400) return redirected(answer);
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
  const json = parse(answer);
  if ("failure" in json) return { ...json.failure, ...hints };
  const body = errorBodyFrom(json.value);
  if (body !== undefined) return { kind: "api", status, ...body, ...hints } satisfies ApiFailure;
  return {
    ...unusable(answer, "wrong shape", "it is JSON, but no error as the API documents them"),
    ...hints,
  };
}

/** Reads an answer that is one configuration, the one with this id. */
export function readConfiguration(expectedId: string): Read<ScmConfiguration> {
  return (answer) => {
    const wire = validated(answer, scmSchema);
    if ("failure" in wire) return wire;
    const configuration = configurationFrom(wire.value);
    if (configuration.id === expectedId) return { value: configuration };
    const detail = `it is about another configuration, ${configuration.id}`;
    return { failure: unusable(answer, "wrong configuration", detail) };
  };
}

/**
 * Reads an answer that is the list of all configurations. `internal` is always a member (admin guide, Source
 * Code Management); a list without it is some other server's, and must not pass for "all are gone".
 */
export const readList: Read<ScmConfiguration[]> = (answer) => {
  const wire = validated(answer, scmListSchema);
  if ("failure" in wire) return wire;
  const configurations = wire.value.results.map(configurationFrom);
  if (configurations.some(({ provider }) => provider === "internal")) return { value: configurations };
  return {
    failure: unusable(answer, "wrong shape", "the list lacks the cluster's own configuration, internal"),
  };
};

/** Reads an answer that has nothing to say but its status, documented as 204. */
export const readNothing: Read<undefined> = (answer) => {
  if (answer.text.trim() === "") return { value: undefined };
  const json = parse(answer);
  if ("failure" in json) return json;
  return { failure: unusable(answer, "wrong shape", "it has a body where the API sends none") };
};

function validated<T>(answer: Answer, schema: z.ZodType<T>): Result<T> {
  const json = parse(answer);
  if ("failure" in json) return json;
  const result = schema.safeParse(json.value);
  if (result.success) return { value: result.data };
  const issue = result.error.issues[0];
  const where = issue === undefined || issue.path.length === 0 ? "" : ` at ${issue.path.join(".")}`;
  return {
    failure: unusable(answer, "wrong shape", `it has another shape${where} (${issue?.message ?? "invalid"})`),
  };
}

function parse(answer: Answer): { value: unknown } | { failure: ResponseFailure } {
  try {
    return { value: JSON.parse(answer.text) as unknown };
  } catch {
    return { failure: notJson(answer) };
  }
}

function notJson(answer: Answer): ResponseFailure {
  const start = answer.text.trimStart();
  if (start === "") return unusable(answer, "not JSON", "it is empty");
  if (start.startsWith("<") || answer.contentType?.includes("html") === true) {
    return unusable(answer, "html", "it is a web page");
  }
  if (/^[[{"]/.test(start)) return unusable(answer, "truncated", "it is JSON that was cut off or damaged");
  return unusable(answer, "not JSON", "it is no JSON");
}

function redirected(answer: Answer): ResponseFailure {
  const { location = "" } = answer;
  const to = URL.canParse(location) ? new URL(location).origin : "an address that can't be read";
  return { kind: "response", problem: "redirect", status: answer.status, detail: `it redirects to ${to}` };
}

function unusable({ status }: Answer, problem: ResponseProblem, detail: string): ResponseFailure {
  return { kind: "response", problem, status, detail };
}
