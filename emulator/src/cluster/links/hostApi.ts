import { z } from "zod";

import { readBody } from "../../server/body";
import { ApiError, type ErrorName } from "../model/errors";

/** The source code host of a configuration, and the cluster's credentials there. */
export interface Host {
  web: string;
  api: string;
  clientId: string;
  clientSecret: string;
}

const TIMEOUT_MS = 10_000;
const MAX_RESPONSE_BYTES = 256 * 1024;

const tokenSchema = z.object({ access_token: z.string(), refresh_token: z.string().optional() });
const errorSchema = z.object({ error: z.string() });
const userSchema = z.object({ username: z.string() });
const workspacesSchema = z.object({ values: z.array(z.object({ slug: z.string() })) });

/** The URL of the host's consent page (RFC 6749, section 4.1.1). */
export function authorizeUrl({ web, clientId }: Pick<Host, "web" | "clientId">, state: string): string {
  const query = new URLSearchParams({ client_id: clientId, response_type: "code", state });
  return `${joinUrl(web, "/site/oauth2/authorize")}?${query.toString()}`;
}

/** Exchanges an authorization code for tokens. */
export async function exchangeCode(host: Host, code: string): Promise<z.infer<typeof tokenSchema>> {
  const pair = Buffer.from(`${host.clientId}:${host.clientSecret}`).toString("base64");
  const { status, json } = await fetchJson(joinUrl(host.web, "/site/oauth2/access_token"), {
    method: "POST",
    headers: { authorization: `Basic ${pair}` },
    body: new URLSearchParams({ grant_type: "authorization_code", code }),
  });
  const granted = tokenSchema.safeParse(json);
  if (status === 200 && granted.success) return granted.data;
  const error = errorSchema.safeParse(json).data?.error ?? "";
  throw new ApiError(TOKEN_ERRORS[error] ?? errorForStatus(status));
}

/** The username of a token's owner. */
export async function usernameOf({ api }: Host, accessToken: string): Promise<string> {
  const { status, json } = await fetchJson(joinUrl(api, "/2.0/user"), bearer(accessToken));
  const user = userSchema.safeParse(json);
  if (status === 200 && user.success) return user.data.username;
  throw new ApiError(status === 401 || status === 403 ? "ScmNotAuthorizedError" : errorForStatus(status));
}

/** The workspaces of a token's owner. Empty if the host doesn't list them, as Bitbucket since April 2026. */
export async function workspacesOf({ api }: Host, accessToken: string): Promise<string[]> {
  const { status, json } = await fetchJson(joinUrl(api, "/2.0/workspaces"), bearer(accessToken));
  const listed = workspacesSchema.safeParse(json);
  return status === 200 && listed.success ? listed.data.values.map(({ slug }) => slug) : [];
}

const TOKEN_ERRORS: Record<string, ErrorName> = {
  invalid_grant: "ScmOAuthInvalidAuthorizationCodeError",
  invalid_client: "ScmNotAuthenticatedError",
  unauthorized_client: "ScmNotAuthenticatedError",
};

function errorForStatus(status: number): ErrorName {
  return status >= 400 && status < 500 ? "ScmBadRequestError" : "ScmUnknownError";
}

function bearer(accessToken: string): RequestInit {
  return { headers: { authorization: `Bearer ${accessToken}` } };
}

function joinUrl(address: string, path: string): string {
  return address.replace(/\/+$/, "") + path;
}

async function fetchJson(url: string, init: RequestInit): Promise<{ status: number; json: unknown }> {
  const response = await fetch(url, {
    ...init,
    redirect: "manual",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch(() => {
    throw new ApiError("ScmConnectionError");
  });
  try {
    const body = await readBody(response, MAX_RESPONSE_BYTES);
    return { status: response.status, json: JSON.parse(new TextDecoder().decode(body)) as unknown };
  } catch {
    return { status: response.status, json: undefined };
  }
}
