import { readFileSync } from "node:fs";
import { join } from "node:path";
import { deviationsOf } from "./support/deviations";
import { EXCEPTIONS } from "./support/exceptions";
import type { Exchange } from "./support/recorder";

const URLS = {
  web: "https://bitbucket.org",
  api: "https://api.bitbucket.org",
  ssh: "ssh://git@bitbucket.org",
};
const CREATE = {
  provider: "bitbucket-cloud",
  urls: URLS,
  oauth: { client_id: "key", client_secret: "secret" },
};
const SCM = { id: "bb", provider: "bitbucket-cloud", enabled: false, scm: { client_id: "key" }, urls: URLS };

function exchange(
  change: Partial<Omit<Exchange, "body" | "response">> & { body?: unknown; response?: unknown },
): Exchange {
  const { body = CREATE, response = SCM, ...rest } = change;
  return {
    method: "POST",
    path: "/v1/admin/scms",
    query: {},
    headers: { authorization: "Simple key", "content-type": "application/json" },
    byClient: true,
    status: 201,
    responseType: "application/json",
    ...rest,
    body: typeof body === "string" ? body : JSON.stringify(body),
    response: typeof response === "string" ? response : JSON.stringify(response),
  };
}

const error = (of: object) => ({ status: 400, response: { error: of } });
const deletion = { method: "DELETE", path: "/v1/admin/scms/bb", body: "", status: 204, response: "" };

test.each([
  ["a create", {}],
  ["an error", error({ id: "e", code: 4020, message: "no" })],
  ["a delete", deletion],
  ["an invalid request that is sent manually", { byClient: false, body: { id: 1 } }],
])("finds no deviation in %s", (_what, change) => {
  expect(deviationsOf(exchange(change))).toEqual([]);
});

test.each([
  [
    "a body without the provider",
    { body: { urls: URLS } },
    "request",
    "must have required property 'provider'",
  ],
  [
    "a missing address",
    { body: { ...CREATE, urls: { web: "w", api: "a" } } },
    "request",
    "must have required property 'ssh'",
  ],
  [
    "a property that nobody knows",
    { body: { ...CREATE, enable: true } },
    "request",
    "has a property enable that the document does not know",
  ],
  [
    "one within another",
    { body: { ...CREATE, oauth: { clientId: "key" } } },
    "request",
    "has a property clientId that the document does not know",
  ],
  [
    "a read-only property",
    { body: { ...CREATE, default: true } },
    "request",
    "has a property default that the document does not know",
  ],
  ["a wrong type", { body: { ...CREATE, enabled: "yes" } }, "request", "must be boolean"],
  ["a query", { query: { force: "true" } }, "request", "has a query force that the document does not know"],
  ["no content type", { headers: { authorization: "Simple key" } }, "request", "media type is not specified"],
  ["no credential", { headers: { "content-type": "application/json" } }, "request", "has no credential"],
  ["an unexpected body", { ...deletion, body: "{}" }, "request", "has a body"],
  ["a status that isn't listed", { status: 200 }, "response", "status 200 is not listed"],
  [
    "a response without an id",
    { response: { provider: "github" } },
    "response",
    "must have required property 'id'",
  ],
  [
    "an unknown provider",
    { response: { ...SCM, provider: "svn" } },
    "response",
    "must be equal to one of the allowed values",
  ],
  [
    "a returned secret",
    { response: { ...SCM, scm: { client_secret: "secret" } } },
    "response",
    "has a property client_secret that the document does not know",
  ],
  [
    "an unknown code",
    error({ code: 4099, message: "no" }),
    "response",
    "must be equal to one of the allowed values",
  ],
  ["an error without a code", error({ message: "no" }), "response", "must have required property 'code'"],
  [
    "a page",
    { responseType: "text/html", response: "<html>" },
    "response",
    "is text/html, not application/json",
  ],
  ["text that isn't JSON", { response: "{" }, "response", "must be object"],
  ["a body in an empty response", { ...deletion, response: "{}" }, "response", "has a body"],
  ["another path", { path: "/v1/admin/scm" }, "response", "no such operation"],
])("finds a deviation in %s", (_what, change, where, problem) => {
  expect(deviationsOf(exchange(change))).toMatchObject([{ in: where, problem }]);
});

test("documents each exception with its reason", () => {
  const page = readFileSync(join(__dirname, "../../docs/internals/contract.md"), "utf8").replaceAll(
    / +\|/g,
    " |",
  );
  for (const { name, reason } of EXCEPTIONS) expect(page).toContain(`| ${name} | ${reason} |`);
});
