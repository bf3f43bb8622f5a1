import type { Emulator } from "../../emulator/src";

/** A page as a browser gets it. */
export interface Page {
  status: number;
  location: string | null;
  headers: Headers;
  text: string;
}

type Site = Pick<Emulator, "url" | "apiKey">;

/** A client with cookies that doesn't follow redirects, so that a test gets each step. */
export class PageClient {
  readonly cookies = new Map<string, string>();
  /** The last page with a form. */
  #csrfToken = "";

  constructor(public emulator: Site) {}

  static async signedIn(emulator: Site, apiKey = emulator.apiKey): Promise<PageClient> {
    const client = new PageClient(emulator);
    await client.get("/sign-in");
    const { status } = await client.post("/sign-in", { api_key: apiKey });
    if (status !== 303) throw new Error(`Signing in returned ${status}`);
    await client.get("/account");
    return client;
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Page> {
    return this.#fetch(path, {}, headers);
  }

  /** Sends a form like one of the cluster's own pages. `headers` and `form` override its values. */
  post(path: string, form: Record<string, string> = {}, headers: Record<string, string> = {}): Promise<Page> {
    const body = new URLSearchParams({ csrf_token: this.#csrfToken, ...form });
    return this.#fetch(path, { method: "POST", body }, { origin: this.emulator.url, ...headers });
  }

  async #fetch(path: string, init: RequestInit, headers: Record<string, string>): Promise<Page> {
    const cookie = [...this.cookies].map((pair) => pair.join("=")).join("; ");
    const response = await fetch(new URL(path, this.emulator.url), {
      ...init,
      headers: { ...headers, ...(cookie !== "" && { cookie }) },
      redirect: "manual",
    });
    for (const set of response.headers.getSetCookie()) this.#keep(set);
    const text = await response.text();
    this.#csrfToken = /name="csrf_token" value="([^"]+)"/.exec(text)?.[1] ?? this.#csrfToken;
    return {
      status: response.status,
      location: response.headers.get("location"),
      headers: response.headers,
      text,
    };
  }

  #keep(setCookie: string): void {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(setCookie) ?? [];
    if (/max-age=0/i.test(setCookie)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}
