import assert from "node:assert/strict";

/** A minimal browser: keeps cookies, sends forms with their hidden fields, follows redirects. */
export class Browser {
  private readonly cookies = new Map<string, string>();
  private page = "";

  constructor(private address: string) {}

  /** Opens an address, or submits a form of the current page to it. */
  async open(address: string, form?: Record<string, string>): Promise<void> {
    const url = new URL(address, this.address);
    const cookie = [...this.cookies].map((pair) => pair.join("=")).join("; ");
    const body = new URLSearchParams(form);
    for (const [, name = "", value = ""] of this.page.matchAll(
      /type="hidden" name="([^"]*)" value="([^"]*)"/g,
    ))
      body.set(name, value);
    const response = await fetch(url, {
      headers: { accept: "text/html", cookie, ...(form && { origin: url.origin }) },
      ...(form && { method: "POST", body }),
      redirect: "manual",
    });
    for (const header of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(header) ?? [];
      this.cookies.set(name, value);
    }
    this.address = url.href;
    this.page = await response.text();
    const refresh = /http-equiv="refresh" content="0; url=([^"]*)"/.exec(this.page)?.[1];
    const next = response.headers.get("location") ?? refresh?.replaceAll("&amp;", "&");
    if (next !== undefined) await this.open(next);
  }

  /** Returns what a pattern matches in the current page, or its group. */
  find(pattern: RegExp): string {
    const found = pattern.exec(this.page);
    assert.ok(found, `The page at ${new URL(this.address).pathname} doesn't show ${String(pattern)}.`);
    return found[1] ?? found[0];
  }
}
