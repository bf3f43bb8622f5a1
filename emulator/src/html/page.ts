import { html } from "hono/html";

export type Html = ReturnType<typeof html>;

/** An error, as a page shows it. */
export interface ErrorView {
  code?: number | undefined;
  message: string;
}

export interface PageOptions {
  title: string;
  /** Selects the page's colours. */
  site: "cluster" | "bitbucket";
  siteName: string;
  navigation?: Html | undefined;
  head?: Html | undefined;
  main: Html;
}

export function page({ title, site, siteName, navigation, head, main }: PageOptions): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · ${siteName}</title>
        <link rel="stylesheet" href="/assets/style.css" />
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        ${head}
      </head>
      <body class="${site}">
        <a class="skip" href="#main">Skip to the content</a>
        <header>
          <div class="bar">
            <p class="site">${siteName} <span class="tag">Emulator</span></p>
            ${navigation}
          </div>
        </header>
        <main id="main" tabindex="-1">${main}</main>
        <footer>
          <p>An emulator for tests and demos, not a real cluster or Bitbucket.</p>
        </footer>
      </body>
    </html>`;
}

/** An error message. */
export function alert({ code, message }: ErrorView): Html {
  return html`<div class="alert" role="alert">
    <p>${message}.</p>
    ${code === undefined ? "" : html`<p class="code">Error ${code}</p>`}
  </div>`;
}

/** A success message. */
export function notice(message: string): Html {
  return html`<p class="notice" role="status">${message}</p>`;
}
