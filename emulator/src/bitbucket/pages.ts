import { html } from "hono/html";

import { alert, type Html, page } from "../html/page";
import type { PendingAuthorization } from "./authorize";
import type { Account, Consumer, Permission } from "./model";

/** The labels of Bitbucket's own form. */
const PERMISSION_LABELS: Record<Permission, string> = {
  account: "Account: Read",
  "account:write": "Account: Write",
  email: "Account: Email",
  repository: "Repositories: Read",
  "repository:write": "Repositories: Write",
  "repository:admin": "Repositories: Admin",
  "repository:delete": "Repositories: Delete",
  pullrequest: "Pull requests: Read",
  "pullrequest:write": "Pull requests: Write",
  webhook: "Webhooks: Read and write",
};

/** The consent page. There is no sign-in: the user selects an account. */
export function consentPage(
  { consumer, target }: PendingAuthorization,
  ticket: string,
  accounts: readonly Account[],
): Html {
  return bitbucketPage({
    title: `Grant access to ${consumer.name}?`,
    main: html`<form method="post" action="/site/oauth2/authorize" class="card stack">
      <input type="hidden" name="ticket" value="${ticket}" />
      <p><strong>${consumer.name}</strong> requests access to your account with these permissions:</p>
      ${permissions(consumer)}
      <p class="help">You then return to ${target.origin}.</p>
      ${accounts.length === 0 ? noAccounts() : accountChoice(accounts)}
      <div class="actions">
        ${
          accounts.length === 0
            ? ""
            : html`<button type="submit" name="decision" value="grant">Grant access</button>`
        }
        <button class="quiet" type="submit" name="decision" value="cancel">Cancel</button>
      </div>
    </form>`,
  });
}

export function errorPage(message: string): Html {
  return bitbucketPage({ title: "Invalid request", main: alert({ message: message.replace(/\.$/, "") }) });
}

/** A list of all consumers and accounts. */
export function overviewPage(consumers: readonly Consumer[], accounts: readonly Account[]): Html {
  return bitbucketPage({
    title: "OAuth consumers",
    main: html`<p class="lead">
        To use this Bitbucket in an SCM configuration, set its website URL and its API URL to the address of
        this page.
      </p>
      ${consumers.length === 0 ? html`<p class="card">No OAuth consumer exists yet.</p>` : ""}
      <ul class="cards">
        ${consumers.map(
          (consumer) =>
            html`<li class="card">
              <h2>${consumer.name}</h2>
              <dl>
                <div>
                  <dt>Key</dt>
                  <dd>${consumer.key}</dd>
                </div>
                <div>
                  <dt>Callback URL</dt>
                  <dd>${consumer.callbackUrl ?? "none"}</dd>
                </div>
                <div>
                  <dt>Kind</dt>
                  <dd>${consumer.isPrivate ? "Private consumer" : "Public consumer"}</dd>
                </div>
                <div>
                  <dt>Permissions</dt>
                  <dd>${permissions(consumer)}</dd>
                </div>
              </dl>
            </li>`,
        )}
      </ul>
      <h2>Accounts</h2>
      <p class="card">
        ${accounts.map(nameOf).join(", ") || "No account exists yet, so nobody can grant access."}
      </p>`,
  });
}

function bitbucketPage({ title, main }: { title: string; main: Html }): Html {
  return page({
    title,
    site: "bitbucket",
    siteName: "Bitbucket",
    main: html`<div class="narrow">
      <h1>${title}</h1>
      ${main}
    </div>`,
  });
}

function permissions(consumer: Consumer): Html {
  return html`<ul class="permissions">
    ${consumer.permissions.map((permission) => html`<li>${PERMISSION_LABELS[permission]}</li>`)}
  </ul>`;
}

function accountChoice(accounts: readonly Account[]): Html {
  return html`<div class="field">
    <label for="account">Your account</label>
    <select id="account" name="account">
      ${accounts.map((account) => html`<option value="${account.username}">${nameOf(account)}</option>`)}
    </select>
  </div>`;
}

function nameOf({ username, displayName }: Account): string {
  return displayName === username ? username : `${displayName} (${username})`;
}

function noAccounts(): Html {
  return html`<p class="warning">No account exists that can grant access.</p>`;
}
