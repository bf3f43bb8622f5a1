import { readFileSync } from "node:fs";
import { join } from "node:path";

import { Hono } from "hono";

const ASSETS = join(__dirname, "../../assets");

const TYPES = { "style.css": "text/css; charset=utf-8", "icon.svg": "image/svg+xml" } as const;

/** Serves the stylesheet and the icon that all pages share. */
export function assetRoutes(): Hono {
  const app = new Hono();
  for (const [file, type] of Object.entries(TYPES)) {
    const content = readFileSync(join(ASSETS, file), "utf8");
    const headers = {
      "content-type": type,
      "cache-control": "no-cache",
      "x-content-type-options": "nosniff",
    };
    app.get(`/${file}`, (c) => c.body(content, 200, headers));
  }
  return app;
}
