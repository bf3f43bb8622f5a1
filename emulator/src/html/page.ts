import { html } from "hono/html";

export type Html = ReturnType<typeof html>;

/** A refusal as a page shows it. */
export interface ErrorView {
  code?: number | undefined;
  message: string;
}

export interface PageOptions {
  title: string;
  /** Whose page it is, which shows in its colours. */
  site: "cluster" | "bitbucket";
  siteName: string;
  /** What the header holds besides the site's name. */
  navigation?: Html | undefined;
  head?: Html | undefined;
  main: Html;
}

/** A whole document. */
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
          <p>A stand-in for tests and demos. Nothing here reaches a real cluster or Bitbucket.</p>
        </footer>
      </body>
    </html>`;
}

/** What went wrong, in the server's own words. */
export function alert({ code, message }: ErrorView): Html {
  return html`<div class="alert" role="alert">
    <p>${message}.</p>
    ${code === undefined ? "" : html`<p class="code">Error ${code}</p>`}
  </div>`;
}

/** What went well. */
export function notice(message: string): Html {
  return html`<p class="notice" role="status">${message}</p>`;
}
