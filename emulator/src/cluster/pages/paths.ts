/** Where the cluster's pages are. The real cluster's addresses are not documented. */
export const PATHS = {
  signIn: "/sign-in",
  signOut: "/sign-out",
  admin: "/admin/source-code-management",
  account: "/account",
} as const;
