import type { ResponseFormat } from "../faults/responses";

/** An error response (RFC 6749, section 5.2), with Bitbucket's own description if it was observed. */
export interface OAuthErrorDetails {
  readonly status: 400 | 401;
  readonly error: string;
  readonly description: string;
}

/** The errors that don't depend on quirks. The error for wrong credentials does. */
export const OAUTH_ERRORS = {
  noCallback: {
    status: 400,
    error: "invalid_request",
    description: "No callback uri defined for the OAuth client.",
  },
  publicConsumer: {
    status: 400,
    error: "invalid_grant",
    description:
      'Cannot use client_credentials with a consumer marked as "public". ' +
      "Calls for auto generated consumers should use urn:bitbucket:oauth2:jwt instead.",
  },
  invalidCode: { status: 400, error: "invalid_grant", description: "The specified code is not valid." },
  invalidRefreshToken: { status: 400, error: "invalid_grant", description: "Invalid refresh_token" },
  unsupportedGrant: {
    status: 400,
    error: "unsupported_grant_type",
    description: "The grant type is not supported",
  },
  unreadable: { status: 400, error: "invalid_request", description: "The request's body could not be read" },
} as const satisfies Record<string, OAuthErrorDetails>;

/** Observed with both errors for a wrong key or secret. */
export const WRONG_CREDENTIALS_DESCRIPTION = "Invalid OAuth client credentials";

/** An error response. */
export class OAuthError extends Error {
  override readonly name = "OAuthError";

  constructor(readonly details: OAuthErrorDetails) {
    super(details.description);
  }
}

export function oauthErrorBody({ error, description }: { error: string; description: string }): object {
  return { error_description: description, error };
}

/** For faults that replace a response of Bitbucket. */
export const BITBUCKET_RESPONSE_FORMAT: ResponseFormat = {
  errorBody: ({ message = "An injected fault" }) =>
    oauthErrorBody({ error: "server_error", description: message }),
  sampleBody: JSON.stringify({ access_token: "token", token_type: "bearer", expires_in: 7200 }),
};
