/** A user's link to an account at a source code host, per configuration. */
export interface Link {
  scmId: string;
  user: string;
  /** The name of the account at the host. */
  username: string;
  /** The account's workspaces, if the host lists them. */
  organizations: readonly string[];
}

/** A link with its tokens, which no response contains. */
export interface NewLink extends Link {
  accessToken: string;
  refreshToken: string | undefined;
}

/** An authorization flow that a user started. */
export interface Flow {
  scmId: string;
  sessionId: string;
}
