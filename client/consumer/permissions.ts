/**
 * The permissions that the cluster requires of a consumer, by OAuth scope, each with its name in Bitbucket's form
 * (admin guide, "Create a Bitbucket Cloud Configuration", step 6).
 */
const REQUIRED: Readonly<Record<string, string>> = {
  account: "Account: Read",
  "repository:write": "Repositories: Write",
  "repository:admin": "Repositories: Admin",
  "repository:delete": "Repositories: Delete",
  webhook: "Webhooks: Read and write",
};

// `repository:admin` implies neither read nor write, so it isn't listed here.
const IMPLIES: Readonly<Record<string, readonly string[]>> = {
  "account:write": ["account"],
};

/** The required permissions that a consumer doesn't have, by their names in Bitbucket's form. */
export function missingPermissions(granted: readonly string[]): string[] {
  const has = new Set(granted.flatMap((scope) => [scope, ...(IMPLIES[scope] ?? [])]));
  return Object.entries(REQUIRED)
    .filter(([scope]) => !has.has(scope))
    .map(([, name]) => name);
}
