import { z } from "zod";
import type { HttpResponse } from "../transport/httpResponse";

/** What Bitbucket's answer to the client-credentials grant says about a consumer. */
export type ConsumerVerdict =
  /** `permissions` is absent where the answer does not name them. */
  | { readonly kind: "right"; readonly permissions?: readonly string[] }
  /** The documented kind: its pair is right, since Bitbucket says so only then (inferred), the rest can't be seen. */
  | { readonly kind: "public" }
  | { readonly kind: "wrong pair" }
  | { readonly kind: "no callback" }
  /** Says nothing about the consumer. */
  | { readonly kind: "unknown"; readonly detail: string };

const tokenResponse = z.looseObject({
  access_token: z.string().min(1),
  // `scopes` before May 2026, `scope` since (Atlassian CHANGE-3052).
  scope: z.string().optional(),
  scopes: z.string().optional(),
});

const oauthError = z.looseObject({ error: z.string(), error_description: z.string().default("") });

/** Judges an answer of either generation. The token in it is dropped here. */
export function judgeTokenResponse({ status, text }: Pick<HttpResponse, "status" | "text">): ConsumerVerdict {
  const json = parseJson(text);
  if (status === 200) {
    const token = tokenResponse.safeParse(json);
    if (!token.success) {
      return { kind: "unknown", detail: "it answered 200 without a token" };
    }
    const scopes = token.data.scope ?? token.data.scopes;
    return {
      kind: "right",
      ...(scopes !== undefined && { permissions: scopes.split(/[\s,]+/).filter((scope) => scope !== "") }),
    };
  }
  const refusal = oauthError.safeParse(json);
  return refusal.success
    ? verdictFor(status, refusal.data)
    : { kind: "unknown", detail: `it answered ${status} without an OAuth error` };
}

function verdictFor(
  status: number,
  { error, error_description }: z.output<typeof oauthError>,
): ConsumerVerdict {
  if (status === 400 || status === 401) {
    if (error === "unauthorized_client" || error === "invalid_client") {
      return { kind: "wrong pair" };
    }
    if (error === "invalid_grant" && /consumer marked as "?public/i.test(error_description)) {
      return { kind: "public" };
    }
    if (error === "invalid_request" && /no callback uri/i.test(error_description)) {
      return { kind: "no callback" };
    }
  }
  // The server's own words may repeat what it was sent; the error's name is of OAuth's small alphabet.
  const named = /^[a-z_]{1,40}$/.test(error) ? ` (${error})` : "";
  return { kind: "unknown", detail: `it answered ${status}${named}` };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
