import { html } from "hono/html";

import { type ErrorView, alert, type Html } from "../../../html/page";
import { PROVIDER_LABELS } from "../labels";
import { PATHS } from "../paths";
import { clusterPage, csrfField } from "../clusterPage";
import type { PageSession } from "../pageSession";

/** `internal` always exists and can't be added. */
const OFFERED = ["github", "gitlab", "bitbucket", "bitbucket-cloud"] as const;

interface Field {
  name: string;
  label: string;
  help: string;
  /** The property of the create request, in its body and in its errors. */
  path: string;
  placeholder?: string;
  isSecret?: boolean;
}

// The user's document: "The pre-filled values that appear are just placeholders, so you must actually enter the
// paths in each field even if you just want the defaults."
const URL_FIELDS: readonly Field[] = [
  {
    name: "web",
    label: "Website URL",
    help: "The host's address, where users grant access to the OAuth consumer.",
    path: "urls.web",
    placeholder: "https://bitbucket.org",
  },
  {
    name: "api",
    label: "API URL",
    help: "The URL of the host's API.",
    path: "urls.api",
    placeholder: "https://api.bitbucket.org",
  },
  {
    name: "ssh",
    label: "SSH URL",
    help: "The URL from which the cluster pulls source code.",
    path: "urls.ssh",
    placeholder: "ssh://git@bitbucket.org",
  },
];

const OAUTH_FIELDS: readonly Field[] = [
  {
    name: "consumer_key",
    label: "Consumer key",
    help: "Called application ID or key on the consumer's page.",
    path: "oauth.client_id",
  },
  {
    name: "consumer_secret",
    label: "Consumer secret",
    help: "Stored by the cluster and never shown again.",
    path: "oauth.client_secret",
    isSecret: true,
  },
];

/** Converts the form to the body of a create request. */
export function createBodyOf(form: URLSearchParams): object {
  const value = (name: string) => form.get(name) ?? "";
  return {
    provider: value("provider"),
    urls: { web: value("web"), api: value("api"), ssh: value("ssh") },
    oauth: { client_id: value("consumer_key"), client_secret: value("consumer_secret") },
  };
}

/** The submitted form and its error. */
export interface RejectedForm {
  form: URLSearchParams;
  error: ErrorView;
  paths: readonly string[];
}

export function createPage(session: PageSession, refused?: RejectedForm): Html {
  const field = (of: Field) => input(of, refused);
  return clusterPage({
    title: `${refused === undefined ? "" : "Error: "}Add SCM Configuration`,
    session,
    current: PATHS.admin,
    main: html`<div class="narrow">
      <h1>Add SCM Configuration</h1>
      ${refused === undefined ? "" : alert(refused.error)}
      <form method="post" action="${PATHS.admin}" class="card stack" autocomplete="off" novalidate>
        ${csrfField(session)} ${providerChoice(refused)}
        <fieldset>
          <legend>URLs</legend>
          <p class="help" id="urls_help">
            The grey texts are examples, not values. Enter all three URLs, even if they are the same as the
            examples.
          </p>
          ${URL_FIELDS.map(field)}
        </fieldset>
        <fieldset>
          <legend>OAuth information</legend>
          ${OAUTH_FIELDS.map(field)}
        </fieldset>
        <div class="actions">
          <button type="submit">Create SCM Configuration</button>
          <a class="button quiet" href="${PATHS.admin}">Cancel</a>
        </div>
      </form>
    </div>`,
  });
}

function providerChoice(refused: RejectedForm | undefined): Html {
  const chosen = refused?.form.get("provider") ?? "";
  const option = (value: string, label: string) =>
    html`<option value="${value}" ${value === chosen ? "selected" : ""}>${label}</option>`;
  return html`<div class="field">
    <label for="provider">Provider</label>
    <select
      id="provider"
      name="provider"
      required
      ${refused?.paths.includes("provider") === true ? html`aria-invalid="true"` : ""}
    >
      ${option("", "Choose a provider")}
      ${OFFERED.map((provider) => option(provider, PROVIDER_LABELS[provider]))}
    </select>
  </div>`;
}

function input(
  { name, label, help, path, placeholder, isSecret = false }: Field,
  refused?: RejectedForm,
): Html {
  const isInvalid = refused?.paths.includes(path) === true;
  // A secret is never sent back, not even to the user who just entered it.
  const value = isSecret ? "" : (refused?.form.get(name) ?? "");
  return html`<div class="field">
    <label for="${name}">${label}</label>
    <input
      id="${name}"
      name="${name}"
      type="${isSecret ? "password" : "text"}"
      value="${value}"
      ${placeholder === undefined ? "" : html`placeholder="${placeholder}"`}
      autocomplete="${isSecret ? "new-password" : "off"}"
      autocapitalize="none"
      spellcheck="false"
      required
      aria-describedby="${name}_help"
      ${isInvalid ? html`aria-invalid="true"` : ""}
    />
    <p class="help" id="${name}_help">${help}</p>
  </div>`;
}
