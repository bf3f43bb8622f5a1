import { html } from "hono/html";

import { INTERNAL_ID, type Scm } from "../../model/scm";
import type { Html } from "../../../html/page";
import { labelOf } from "../labels";
import { PATHS } from "../paths";
import { clusterPage, csrfField } from "../clusterPage";
import type { PageSession } from "../pageSession";
import { actionPath } from "./list";

/** Asks for confirmation of an action that affects users. */
export function confirmPage(session: PageSession, scm: Scm, action: "default" | "delete"): Html {
  const { title, consequences, button } = action === "default" ? defaultText(scm) : DELETE_TEXT;
  return clusterPage({
    title,
    session,
    main: html`<div class="narrow">
      <h1>${title}</h1>
      <form method="post" action="${actionPath(scm.id, action)}" class="card stack">
        ${csrfField(session)}
        <p><strong>${labelOf(scm)}</strong><br /><span class="code">${scm.id}</span></p>
        <div class="warning">${consequences.map((text) => html`<p>${text}</p>`)}</div>
        <div class="actions">
          <button type="submit" ${action === "delete" ? html`class="danger"` : ""}>${button}</button>
          <a class="button quiet" href="${PATHS.admin}">Cancel</a>
        </div>
      </form>
    </div>`,
  });
}

interface ConfirmationText {
  title: string;
  consequences: readonly string[];
  button: string;
}

const DELETE_TEXT: ConfirmationText = {
  title: "Delete this SCM configuration?",
  consequences: [
    "Its consumer key, its consumer secret and all users' links are deleted. A new configuration has a different ID, so all users must link their accounts again.",
  ],
  button: "Delete SCM configuration",
};

// Admin guide, Source Code Management: the Web IDE works only for algorithms that the cluster itself hosts.
function defaultText({ id }: Scm): ConfirmationText {
  return {
    title: "Make this SCM configuration the default?",
    consequences: [
      "This host is preselected for each new algorithm.",
      ...(id === INTERNAL_ID
        ? []
        : [
            "Algorithms on an external host have no Web IDE. New algorithms have none unless their author selects another host.",
          ]),
    ],
    button: "Make default",
  };
}
