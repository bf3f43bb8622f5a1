import { randomBytes } from "node:crypto";

import type { DirectoryStore } from "./directoryStore";
import type { GrantStore } from "./grantStore";
import type { Account, BitbucketQuirks, Consumer } from "./model";

/** An authorization request (RFC 6749, section 4.1.1). */
export interface AuthorizationRequest {
  clientId: string | undefined;
  responseType: string | undefined;
  redirectUri: string | undefined;
  state: string | undefined;
}

/** A valid authorization request that waits for the user's consent. */
export interface PendingAuthorization {
  consumer: Consumer;
  request: AuthorizationRequest;
  /** Where the browser goes with the result. */
  target: URL;
}

/** An authorization request whose error is shown to the user, because its redirect target can't be trusted. */
export class AuthorizationError extends Error {
  override readonly name = "AuthorizationError";
}

/** How many requests can wait at once. Beyond this number the oldest is dropped. */
const MAX_PENDING = 1000;

/** Bitbucket's `/site/oauth2/authorize`: the user grants access, and the client gets an authorization code. */
export class AuthorizeService {
  readonly #pending = new Map<string, PendingAuthorization>();

  constructor(
    private readonly directory: DirectoryStore,
    private readonly grants: GrantStore,
    private readonly quirks: () => BitbucketQuirks,
  ) {}

  accounts(): Account[] {
    return this.directory.accounts();
  }

  /** Validates a request and returns the ticket for the consent page's form. */
  begin(request: AuthorizationRequest): { ticket: string; pending: PendingAuthorization } {
    const consumer = this.directory.consumer(request.clientId ?? "");
    if (consumer === undefined) throw new AuthorizationError("No OAuth consumer has this client_id");
    const target = redirectTarget(consumer, request.redirectUri);
    if (request.responseType !== "code") throw new AuthorizationError("The response_type must be code");
    const ticket = randomBytes(24).toString("base64url");
    const pending = { consumer, request, target };
    const [oldest] = this.#pending.keys();
    if (this.#pending.size >= MAX_PENDING && oldest !== undefined) this.#pending.delete(oldest);
    this.#pending.set(ticket, pending);
    return { ticket, pending };
  }

  /** Completes a request and returns where the browser goes. Without a username the user has denied access. */
  decide(ticket: string, username: string | undefined): string {
    const pending = this.#pending.get(ticket);
    if (pending === undefined)
      throw new AuthorizationError("This page was already submitted, or has expired");
    const account = username === undefined ? undefined : this.directory.account(username);
    if (username !== undefined && account === undefined) {
      throw new AuthorizationError("This account doesn't exist");
    }
    this.#pending.delete(ticket);
    const { target, request } = pending;
    const result =
      account === undefined ? { error: "access_denied" } : { code: this.#code(pending, account) };
    for (const [name, value] of Object.entries(result)) target.searchParams.set(name, value);
    if (request.state !== undefined) target.searchParams.set("state", request.state);
    return target.href;
  }

  #code({ consumer, request }: PendingAuthorization, { username }: Account): string {
    const code = randomBytes(18).toString("base64url");
    this.grants.insertCode(code, {
      consumer: consumer.key,
      account: username,
      redirectUri: request.redirectUri,
      expiresAt: Date.now() + this.quirks().codeSeconds * 1000,
    });
    return code;
  }
}

/** The callback URL, or the redirect_uri if it is at or below the callback URL. */
function redirectTarget({ callbackUrl }: Consumer, redirectUri: string | undefined): URL {
  if (callbackUrl === undefined)
    throw new AuthorizationError("No callback uri defined for the OAuth client.");
  const callback = new URL(callbackUrl);
  const target = redirectUri === undefined ? callback : URL.parse(redirectUri);
  if (target === null || !isAtOrBelow(target, callback)) {
    throw new AuthorizationError("The redirect_uri does not match the callback of the OAuth consumer");
  }
  return target;
}

function isAtOrBelow(target: URL, callback: URL): boolean {
  const folder = callback.pathname.replace(/\/*$/, "/");
  return (
    target.origin === callback.origin &&
    target.username === "" &&
    target.password === "" &&
    (target.pathname === callback.pathname || target.pathname.startsWith(folder))
  );
}
