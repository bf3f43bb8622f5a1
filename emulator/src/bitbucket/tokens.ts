import { randomBytes } from "node:crypto";

import { sameText } from "../server/sameText";
import { OAUTH_ERRORS, OAuthError, WRONG_CREDENTIALS_DESCRIPTION } from "./errors";
import type { BitbucketQuirks, Consumer } from "./model";
import type { DirectoryStore } from "./directoryStore";
import type { GrantStore, Token } from "./grantStore";

/** The response of the token endpoint. */
export interface TokenResponse {
  access_token: string;
  token_type: "bearer";
  expires_in: number;
  scopes?: string;
  scope?: string;
  refresh_token?: string;
}

/** Issues tokens as Bitbucket's `/site/oauth2/access_token` does. Throws {@link OAuthError}. */
export class TokenService {
  constructor(
    private readonly directory: DirectoryStore,
    private readonly grants: GrantStore,
    private readonly quirks: () => BitbucketQuirks,
  ) {}

  /** Issues a token for the `Authorization` header and the form of a token request. */
  issue(authorization: string | undefined, form: URLSearchParams): TokenResponse {
    const consumer = this.#consumer(authorization);
    switch (form.get("grant_type")) {
      case "client_credentials":
        return this.#byCredentials(consumer);
      case "authorization_code":
        return this.#byCode(consumer, form.get("code") ?? "", form.get("redirect_uri") ?? undefined);
      case "refresh_token":
        return this.#byRefreshToken(consumer, form.get("refresh_token") ?? "");
      default:
        throw new OAuthError(OAUTH_ERRORS.unsupportedGrant);
    }
  }

  #consumer(authorization: string | undefined): Consumer {
    const basic = basicCredentials(authorization);
    const consumer = basic && this.directory.consumer(basic.key);
    if (consumer !== undefined && sameText(consumer.secret, basic?.secret ?? "")) return consumer;
    throw new OAuthError({ ...this.quirks().wrongPair, description: WRONG_CREDENTIALS_DESCRIPTION });
  }

  #byCredentials(consumer: Consumer): TokenResponse {
    if (consumer.callbackUrl === undefined) throw new OAuthError(OAUTH_ERRORS.noCallback);
    if (!consumer.isPrivate) throw new OAuthError(OAUTH_ERRORS.publicConsumer);
    const refresh = this.quirks().generation === "before-may-2026" ? newRefreshToken() : undefined;
    return this.#newToken(consumer, undefined, refresh);
  }

  #byCode(consumer: Consumer, code: string, redirectUri: string | undefined): TokenResponse {
    const waiting = this.grants.takeCode(code);
    const isValid =
      waiting !== undefined &&
      waiting.consumer === consumer.key &&
      waiting.redirectUri === redirectUri &&
      waiting.expiresAt > Date.now();
    if (!isValid) throw new OAuthError(OAUTH_ERRORS.invalidCode);
    return this.#newToken(consumer, waiting.account, newRefreshToken());
  }

  #byRefreshToken(consumer: Consumer, refresh: string): TokenResponse {
    const old = this.grants.takeRefreshToken(refresh);
    if (old?.consumer !== consumer.key) throw new OAuthError(OAUTH_ERRORS.invalidRefreshToken);
    const rotates = this.quirks().generation === "since-may-2026";
    return this.#newToken(consumer, old.account, rotates ? newRefreshToken() : refresh);
  }

  #newToken(consumer: Consumer, account: Token["account"], refresh: string | undefined): TokenResponse {
    const { generation, tokenSeconds, tellsPermissions } = this.quirks();
    const access = newAccessToken(generation);
    this.grants.insertToken(access, refresh, {
      consumer: consumer.key,
      account,
      expiresAt: Date.now() + tokenSeconds * 1000,
    });
    const scopesField = generation === "since-may-2026" ? "scope" : "scopes";
    return {
      ...(tellsPermissions && { [scopesField]: consumer.permissions.join(" ") }),
      access_token: access,
      token_type: "bearer",
      expires_in: tokenSeconds,
      ...(refresh !== undefined && { refresh_token: refresh }),
    };
  }
}

/** Parses HTTP Basic credentials (RFC 7617). The first colon separates key and secret. */
function basicCredentials(authorization = ""): { key: string; secret: string } | undefined {
  const encoded = /^basic +([A-Za-z0-9+/]+=*)$/i.exec(authorization)?.[1];
  const [, key, secret] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded ?? "", "base64").toString()) ?? [];
  return key === undefined || secret === undefined ? undefined : { key, secret };
}

function newRefreshToken(): string {
  return randomBytes(24).toString("base64url");
}

/** Since May 2026 access tokens are longer than 2,500 characters (Atlassian, CHANGE-3052). */
function newAccessToken(generation: BitbucketQuirks["generation"]): string {
  return randomBytes(generation === "since-may-2026" ? 1950 : 60).toString("base64url");
}
