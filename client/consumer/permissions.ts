/**
 * The permissions that the cluster needs of a consumer, by OAuth scope, each by the name that Bitbucket's own form
 * has (admin guide, "Create a Bitbucket Cloud Configuration", step 6).
 */
const REQUIRED: Readonly<Record<string, string>> = {
  account: "Account: Read",
  "repository:write": "Repositories: Write",
  "repository:admin": "Repositories: Admin",
  "repository:delete": "Repositories: Delete",
  webhook: "Webhooks: Read and write",
};

// `repository:admin` implies neither read nor write, so it stands for itself alone.
const IMPLIES: Readonly<Record<string, readonly string[]>> = {
  "account:write": ["account"],
};

/** The permissions that a consumer lacks, by the names of Bitbucket's form. */
export function missingPermissions(granted: readonly string[]): string[] {
  const has = new Set(granted.flatMap((scope) => [scope, ...(IMPLIES[scope] ?? [])]));
  return Object.entries(REQUIRED)
    .filter(([scope]) => !has.has(scope))
    .map(([, name]) => name);
}
