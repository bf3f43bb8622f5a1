import { html } from "hono/html";

import type { Scm } from "../../model/scm";
import { alert, type ErrorView, type Html, notice } from "../../../html/page";
import { screenReaderLabel, labelOf } from "../labels";
import { PATHS } from "../paths";
import { clusterPage, csrfField } from "../clusterPage";
import type { PageSession } from "../pageSession";

/** The result of the previous action. */
export interface Outcome {
  done?: string | undefined;
  error?: ErrorView | undefined;
}

const DONE: Record<string, string> = {
  created: "The SCM configuration was created.",
  enabled: "The SCM configuration was enabled.",
  disabled: "The SCM configuration was disabled.",
  default: "This host is now preselected for new algorithms.",
  deleted: "The SCM configuration was deleted.",
};

/** The list of configurations. Each has all actions; the cluster rejects those that its rules forbid. */
export function listPage(session: PageSession, scms: readonly Scm[], { done, error }: Outcome = {}): Html {
  const message = done === undefined ? undefined : DONE[done];
  return clusterPage({
    title: `${error === undefined ? "" : "Error: "}Source Code Management`,
    session,
    current: PATHS.admin,
    main: html`<div class="heading">
        <h1>Source Code Management</h1>
        <a class="button" href="${PATHS.admin}/new">Add SCM Configuration</a>
      </div>
      <p class="lead">The hosts on which users can store their algorithms' source code.</p>
      ${error === undefined ? "" : alert(error)} ${message === undefined ? "" : notice(message)}
      <ul class="cards">
        ${scms.map((scm) => item(session, scm))}
      </ul>`,
  });
}

function item(session: PageSession, scm: Scm): Html {
  const { id, provider, enabled, clientId, urls } = scm;
  return html`<li class="card" id="scm-${id}">
    <div class="heading">
      <h2>${labelOf(scm)}</h2>
      <p class="badges">${badges(scm)}</p>
    </div>
    <dl>
      ${term("Provider", provider)} ${term("ID", id)} ${term("Website URL", urls?.web)}
      ${term("API URL", urls?.api)} ${term("SSH URL", urls?.ssh)} ${term("Consumer key", clientId)}
    </dl>
    <div class="actions">
      <form method="post" action="${actionPath(id, enabled ? "disable" : "enable")}">
        ${csrfField(session)}
        <button class="quiet" type="submit">
          ${enabled ? "Disable" : "Enable"}${screenReaderLabel(scm)}
        </button>
      </form>
      <a class="button quiet" href="${actionPath(id, "default")}">Make default${screenReaderLabel(scm)}</a>
      <a class="button quiet danger" href="${actionPath(id, "delete")}">Delete${screenReaderLabel(scm)}</a>
    </div>
  </li>`;
}

export function actionPath(id: string, action: string): string {
  return `${PATHS.admin}/${encodeURIComponent(id)}/${action}`;
}

function badges(scm: Scm): Html {
  return html`<span class="badge ${scm.enabled ? "good" : "off"}"
      >${scm.enabled ? "Enabled" : "Disabled"}</span
    >
    ${scm.default ? html`<span class="badge default">Default</span>` : ""}
    ${scm.inUse ? html`<span class="badge">In use</span>` : ""}`;
}

function term(name: string, value: string | undefined): Html | string {
  return value === undefined
    ? ""
    : html`<div>
        <dt>${name}</dt>
        <dd>${value}</dd>
      </div>`;
}
