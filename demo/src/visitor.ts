import { send } from "./call";
import { DemoFailure } from "./failure";

const MOST_REDIRECTS = 10;

/** Somebody at a browser, as far as it takes: follows links, fills in the forms that are there, keeps cookies. */
export class Visitor {
  private readonly cookies = new Map<string, Map<string, string>>();
  private address: URL;
  private html = "";

  constructor(
    url: string,
    private readonly stop: AbortSignal,
  ) {
    this.address = new URL(url);
  }

  async open(path: string): Promise<void> {
    await this.load(new URL(path, this.address));
  }

  /** Follows the first link whose words begin so. */
  async follow(words: string): Promise<void> {
    const [, path] = new RegExp(`<a [^>]*href="([^"]*)"[^>]*>\\s*${words}`).exec(this.html) ?? [];
    await this.open(this.found(path, `link "${words}"`));
  }

  /** Fills in the form that goes to a path, hidden fields included, and sends it. */
  async submit(path: string, fields: Record<string, string>): Promise<void> {
    const [form] = new RegExp(`<form [^>]*action="${path}"[^]*?</form>`).exec(this.html) ?? [];
    const hidden = this.found(form, `form for ${path}`).matchAll(
      /<input type="hidden" name="([^"]*)" value="([^"]*)"/g,
    );
    const body = new URLSearchParams(fields);
    for (const [, name = "", value = ""] of hidden) body.set(name, plain(value));
    await this.load(new URL(path, this.address), body);
  }

  /** Fails unless the page at hand shows a text. */
  mustSee(text: string): void {
    this.found(this.html.includes(text) ? text : undefined, `"${text}"`);
  }

  /** Sends a request and goes wherever the answers lead, be it by a redirect or by a page that goes on by itself. */
  private async load(url: URL, body?: URLSearchParams, redirects = 0): Promise<void> {
    if (redirects > MOST_REDIRECTS) throw new DemoFailure(`${this.address.origin} leads round in circles.`);
    const method = body === undefined ? "GET" : "POST";
    const answer = await send(
      new Request(url, {
        method,
        headers: {
          accept: "text/html",
          cookie: this.jar(url).join("; "),
          ...(body && { origin: url.origin }),
        },
        redirect: "manual",
        signal: this.stop,
        ...(body && { body }),
      }),
    );
    this.keep(url, answer.headers.getSetCookie());
    this.address = url;
    this.html = await answer.text();
    const next =
      answer.headers.get("location") ?? /http-equiv="refresh" content="0; url=([^"]*)"/.exec(this.html)?.[1];
    if (next !== undefined) await this.load(new URL(plain(next), url), undefined, redirects + 1);
  }

  private jar({ origin }: URL): string[] {
    return [...(this.cookies.get(origin) ?? [])].map((pair) => pair.join("="));
  }

  private keep({ origin }: URL, set: readonly string[]): void {
    const jar = this.cookies.get(origin) ?? new Map<string, string>();
    for (const cookie of set) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      jar.set(name, value);
    }
    this.cookies.set(origin, jar);
  }

  private found<T>(what: T | undefined, name: string): T {
    if (what !== undefined) return what;
    const [, title = "untitled"] = /<title>([^<]*)/.exec(this.html) ?? [];
    throw new DemoFailure(`The page "${title}" at ${this.address.origin} has no ${name}.`);
  }
}

function plain(text: string): string {
  return text.replaceAll("&amp;", "&");
}
