import type { Bitbucket, Consumer } from "../../emulator/src";

export interface OAuthAnswer {
  status: number;
  json: Record<string, unknown>;
}

/** Sends a token request like an OAuth client. */
export async function tokenRequest(
  { url }: Bitbucket,
  pair: Pick<Consumer, "key" | "secret"> | undefined,
  form: Record<string, string>,
): Promise<OAuthAnswer> {
  const basic = pair && `Basic ${Buffer.from(`${pair.key}:${pair.secret}`).toString("base64")}`;
  const response = await fetch(`${url}/site/oauth2/access_token`, {
    method: "POST",
    headers: basic === undefined ? {} : { authorization: basic },
    body: new URLSearchParams(form),
  });
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
}

export function authorizeUrl({ url }: Bitbucket, query: Record<string, string>): string {
  return `${url}/site/oauth2/authorize?${new URLSearchParams({ response_type: "code", ...query }).toString()}`;
}

/** The response to a user who agrees or declines. */
export interface Consent {
  status: number;
  location: string;
  text: string;
}

/** Opens the consent page, and agrees as `account` or cancels. */
export async function consent(url: string, account: string | null): Promise<Consent> {
  const page = await fetch(url);
  const text = await page.text();
  const ticket = /name="ticket" value="([^"]+)"/.exec(text)?.[1];
  if (ticket === undefined) return { status: page.status, location: "", text };
  return answerConsent(url, {
    ticket,
    ...(account === null ? { decision: "cancel" } : { decision: "grant", account }),
  });
}

export async function answerConsent(
  url: string,
  form: Record<string, string>,
  origin = new URL(url).origin,
): Promise<Consent> {
  const response = await fetch(`${new URL(url).origin}/site/oauth2/authorize`, {
    method: "POST",
    headers: { origin },
    body: new URLSearchParams(form),
    redirect: "manual",
  });
  return {
    status: response.status,
    location: response.headers.get("location") ?? "",
    text: await response.text(),
  };
}

/** The query of a URL, as an object. */
export function queryOf(url: string): Record<string, string> {
  return Object.fromEntries(new URL(url).searchParams);
}
