import type { Deviation } from "./deviations";

/** A deviation from the document that is correct. */
export interface Exception {
  readonly name: string;
  readonly reason: string;
  /** Covers deviations with all of these properties. */
  readonly covers: {
    readonly operations?: readonly string[];
    readonly in?: Deviation["in"];
    readonly at?: RegExp;
    readonly problem: RegExp;
  };
}

const ADMIN = ["createScm", "updateScm", "deleteScm", "setDefaultScm"];

/** All exceptions. The suite fails for an exception that no behavior requires, and for a deviation that no exception covers. */
export const EXCEPTIONS = [
  {
    name: "admin requests reject callers",
    reason:
      "The document restricts them to admins in its security section, and lists neither 401 nor 403 for them. They carry these statuses where other operations list them.",
    covers: { operations: ADMIN, in: "response", problem: /^status 40[13] is not listed$/ },
  },
  {
    name: "list can reject admin keys",
    reason:
      "According to one vendor guide, admin keys may use admin endpoints only; list then responds as get does, for which 403 is listed.",
    covers: { operations: ["listScms"], in: "response", problem: /^status 403 is not listed$/ },
  },
  {
    name: "an update can conflict",
    reason:
      "Two may not have the same provider, client id and web URL (admin guide, Source Code Management), and an update can change the web URL; createScm lists 409 for that, updateScm nothing.",
    covers: { operations: ["updateScm"], in: "response", problem: /^status 409 is not listed$/ },
  },
  {
    name: "a body can be too large",
    reason: "Any HTTP server has a limit, and responds with 413 (RFC 9110, section 15.5.14).",
    covers: { operations: ["createScm", "updateScm"], in: "response", problem: /^status 413 is not listed$/ },
  },
  {
    name: "finishing a link rejects callers",
    reason:
      "completeScmAuthorization is for a session (CookieAuth) and lists no 401; the operations beside it do.",
    covers: {
      operations: ["completeScmAuthorization"],
      in: "response",
      problem: /^status 401 is not listed$/,
    },
  },
  {
    name: "revoking requires OAuth",
    reason:
      "revokeScmAuthorization applies to providers with OAuth alone, as getScmStatus does, and lists no 400, with which that one refuses the others.",
    covers: { operations: ["revokeScmAuthorization"], in: "response", problem: /^status 400 is not listed$/ },
  },
  {
    name: "other paths",
    reason: "A path that isn't in the document gets a 404 without an error code.",
    covers: { operations: [""], in: "response", problem: /^no such operation$/ },
  },
  {
    name: "the client id under oauth",
    reason: "The schema has it under scm; samples in vendor guides have it under oauth, or under both.",
    covers: { in: "response", problem: /^has a property oauth / },
  },
  {
    name: "the other spelling in responses",
    reason: "A vendor guide spells the provider bitbucket_cloud; the schema knows bitbucket-cloud.",
    covers: { in: "response", at: /^(?:results\/\d+\/)?provider$/, problem: /allowed values/ },
  },
  {
    name: "the other spelling in a create",
    reason: "As above; the client sends it only to a cluster that has refused the schema's with 4020.",
    covers: { operations: ["createScm"], in: "request", at: /^provider$/, problem: /allowed values/ },
  },
  {
    name: "flat errors",
    reason: "Vendor pages also show id, code and message without the envelope.",
    covers: { in: "response", at: /^$/, problem: /^has a property (?:id|code|message) / },
  },
  {
    name: "errors that are text",
    reason: 'Vendor pages also show {"error": "text"}.',
    covers: { in: "response", at: /^error$/, problem: /^must be object$/ },
  },
  {
    name: "properties of newer clusters",
    reason: "A cluster of a later version may return more properties, which a client must ignore.",
    covers: { in: "response", problem: /^has a property (?:created_at|revision|capabilities) / },
  },
] as const satisfies readonly Exception[];

export type ExceptionName = (typeof EXCEPTIONS)[number]["name"];

/** Finds the exception that covers a deviation. */
export function exceptionFor(deviation: Deviation): ExceptionName | undefined {
  const all: readonly (Exception & { readonly name: ExceptionName })[] = EXCEPTIONS;
  return all.find(({ covers: { operations, in: where, at, problem } }) => {
    const { operation } = deviation;
    return (
      (operations?.includes(operation) ?? operation !== "") &&
      (where ?? deviation.in) === deviation.in &&
      (at?.test(deviation.at) ?? true) &&
      problem.test(deviation.problem)
    );
  })?.name;
}
