import { missingPermissions } from "../../../client/consumer/permissions";
import { judgeTokenResponse } from "../../../client/consumer/verdict";

const token = { access_token: "t", token_type: "bearer", expires_in: 7200 };

function judge(status: number, body: unknown) {
  return judgeTokenResponse({ status, text: typeof body === "string" ? body : JSON.stringify(body) });
}

test.each([
  ["scope, since May 2026", { ...token, scope: "account webhook" }, ["account", "webhook"]],
  ["scopes, before", { ...token, scopes: "account webhook", refresh_token: "r" }, ["account", "webhook"]],
  ["neither: not seen, never missing", token, undefined],
])("reads the permissions of a token with %s", (_what, body, permissions) => {
  expect(judge(200, body)).toEqual({ kind: "valid", ...(permissions !== undefined && { permissions }) });
});

test.each([
  [400, { error: "unauthorized_client" }, "invalid credentials"],
  [
    401,
    { error: "invalid_client", error_description: "Invalid OAuth client credentials" },
    "invalid credentials",
  ],
  [
    400,
    {
      error: "invalid_grant",
      error_description: 'Cannot use client_credentials with a consumer marked as "public". Use another.',
    },
    "public",
  ],
  [
    400,
    { error: "invalid_request", error_description: "No callback uri defined for the OAuth client." },
    "no callback",
  ],
] as const)("%s %j: %s", (status, body, kind) => {
  expect(judge(status, body)).toEqual({ kind });
});

test.each([
  [200, "<html>signed out</html>"],
  [200, { scope: "account" }],
  [302, ""],
  [400, { error: "invalid_request", error_description: "something else" }],
  [400, { error: "invalid_grant", error_description: "something else" }],
  [429, { error: "invalid_client" }],
  [500, "{"],
  [503, { error: 7 }],
])("concludes nothing about the consumer from %s %j", (status, body) => {
  expect(judge(status, body)).toMatchObject({ kind: "unknown" });
});

test("shows nothing in a detail that a server could have echoed", () => {
  expect(judge(400, { error: "secret-1 !", error_description: "secret-1" })).toEqual({
    kind: "unknown",
    detail: "Bitbucket returned status 400",
  });
});

test("requires all five permissions, named as in Bitbucket's form, and accepts more", () => {
  const all = ["account", "repository:write", "repository:admin", "repository:delete", "webhook"];
  expect(missingPermissions([...all, "pullrequest"])).toEqual([]);
  expect(missingPermissions(["account:write", ...all.slice(1)])).toEqual([]);
  expect(missingPermissions(["repository:admin"])).toEqual([
    "Account: Read",
    "Repositories: Write",
    "Repositories: Delete",
    "Webhooks: Read and write",
  ]);
});
