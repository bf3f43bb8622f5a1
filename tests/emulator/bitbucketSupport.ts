import type { Bitbucket, Consumer } from "../../emulator/src";

export interface OAuthAnswer {
  status: number;
  json: Record<string, unknown>;
}

/** Asks the token endpoint the way any OAuth client would. */
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
