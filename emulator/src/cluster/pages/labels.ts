import { html } from "hono/html";

import type { Provider, Scm } from "../model/scm";
import type { Html } from "../../html/page";

/** The labels of the admin panel. */
export const PROVIDER_LABELS: Record<Provider, string> = {
  internal: "Algorithmia (internal)",
  github: "GitHub",
  gitlab: "GitLab",
  bitbucket: "Bitbucket Server",
  "bitbucket-cloud": "Bitbucket Cloud",
};

/** The title of a configuration in lists. */
export function labelOf({ provider, name }: Scm): string {
  return name === undefined ? PROVIDER_LABELS[provider] : `${PROVIDER_LABELS[provider]} - ${name}`;
}

/** Distinguishes the buttons of different entries for screen readers. */
export function screenReaderLabel(scm: Scm): Html {
  return html`<span class="hidden">: ${labelOf(scm)}, ${scm.id}</span>`;
}
