import type { ResponseFormat } from "../faults/responses";

/** A refusal in the words of RFC 6749, section 5.2, with Bitbucket's descriptions where they were seen. */
export interface OAuthErrorDetails {
  readonly status: 400 | 401;
  readonly error: string;
  readonly description: string;
}

/** Refusals that look the same whatever the quirks; that of a wrong pair doesn't. */
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

/** The description that a wrong key or secret was seen with, under either error. */
export const WRONG_CREDENTIALS_DESCRIPTION = "Invalid OAuth client credentials";

/** A refusal on its way to the caller. */
export class OAuthError extends Error {
  override readonly name = "OAuthError";

  constructor(readonly details: OAuthErrorDetails) {
    super(details.description);
  }
}

export function oauthErrorBody({ error, description }: { error: string; description: string }): object {
  return { error_description: description, error };
}

/** What a fault that stands in for Bitbucket answers with. */
export const BITBUCKET_RESPONSE_FORMAT: ResponseFormat = {
  errorBody: ({ message = "An ordered fault" }) =>
    oauthErrorBody({ error: "server_error", description: message }),
  sampleBody: JSON.stringify({ access_token: "token", token_type: "bearer", expires_in: 7200 }),
};
