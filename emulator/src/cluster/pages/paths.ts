/** The paths of the cluster's pages. Those of a real cluster aren't documented. */
export const PATHS = {
  signIn: "/sign-in",
  signOut: "/sign-out",
  admin: "/admin/source-code-management",
  account: "/account",
} as const;
