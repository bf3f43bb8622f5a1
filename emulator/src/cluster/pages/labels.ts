import { html } from "hono/html";

import type { Provider, Scm } from "../model/scm";
import type { Html } from "../../html/page";

/** What the admin panel calls each provider. */
export const PROVIDER_LABELS: Record<Provider, string> = {
  internal: "Algorithmia (internal)",
  github: "GitHub",
  gitlab: "GitLab",
  bitbucket: "Bitbucket Server",
  "bitbucket-cloud": "Bitbucket Cloud",
};

/** How a configuration is told from others in a list. */
export function labelOf({ provider, name }: Scm): string {
  return name === undefined ? PROVIDER_LABELS[provider] : `${PROVIDER_LABELS[provider]} - ${name}`;
}

/** Tells the buttons of different entries apart for whoever hears them out of their place. */
export function screenReaderLabel(scm: Scm): Html {
  return html`<span class="hidden">: ${labelOf(scm)}, ${scm.id}</span>`;
}
