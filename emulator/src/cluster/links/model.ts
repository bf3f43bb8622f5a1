/** A user's link to an account at a source code host, per configuration. */
export interface Link {
  scmId: string;
  user: string;
  /** The account's name at the host. */
  username: string;
  /** The workspaces that the account belongs to, as far as the host tells. */
  organizations: readonly string[];
}

/** A link to keep, with the tokens that no answer ever returns. */
export interface NewLink extends Link {
  accessToken: string;
  refreshToken: string | undefined;
}

/** A flow that a user has begun. */
export interface Flow {
  scmId: string;
  sessionId: string;
}
