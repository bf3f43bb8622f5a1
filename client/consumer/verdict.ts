import * as z from "zod/mini";
import type { HttpResponse } from "../transport/httpResponse";

/** What Bitbucket's response to the client-credentials grant implies about a consumer. */
export type ConsumerVerdict =
  /** `permissions` is absent if the response doesn't list them. */
  | { readonly kind: "valid"; readonly permissions?: readonly string[] }
  /** A public consumer. Its key and secret are valid (inferred: only then Bitbucket returns this error); nothing else is visible. */
  | { readonly kind: "public" }
  | { readonly kind: "invalid credentials" }
  | { readonly kind: "no callback" }
  /** The response implies nothing about the consumer. */
  | { readonly kind: "unknown"; readonly detail: string };

const tokenResponse = z.looseObject({
  access_token: z.string().check(z.minLength(1)),
  // `scopes` before May 2026, `scope` since (Atlassian CHANGE-3052).
  scope: z.optional(z.string()),
  scopes: z.optional(z.string()),
});

const oauthError = z.looseObject({ error: z.string(), error_description: z._default(z.string(), "") });

/** Interprets a response from before or after May 2026. Discards the token in it. */
export function judgeTokenResponse({ status, text }: Pick<HttpResponse, "status" | "text">): ConsumerVerdict {
  const json = parseJson(text);
  if (status === 200) {
    const token = tokenResponse.safeParse(json);
    if (!token.success) {
      return { kind: "unknown", detail: "Bitbucket returned status 200 without a token" };
    }
    const scopes = token.data.scope ?? token.data.scopes;
    return {
      kind: "valid",
      ...(scopes !== undefined && { permissions: scopes.split(/[\s,]+/).filter((scope) => scope !== "") }),
    };
  }
  const error = oauthError.safeParse(json);
  return error.success
    ? verdictFor(status, error.data)
    : { kind: "unknown", detail: `Bitbucket returned status ${status} without an OAuth error` };
}

function verdictFor(
  status: number,
  { error, error_description }: z.output<typeof oauthError>,
): ConsumerVerdict {
  if (status === 400 || status === 401) {
    if (error === "unauthorized_client" || error === "invalid_client") {
      return { kind: "invalid credentials" };
    }
    if (error === "invalid_grant" && /consumer marked as "?public/i.test(error_description)) {
      return { kind: "public" };
    }
    if (error === "invalid_request" && /no callback uri/i.test(error_description)) {
      return { kind: "no callback" };
    }
  }
  // The description may contain what was sent; OAuth restricts the error name to a small alphabet.
  const named = /^[a-z_]{1,40}$/.test(error) ? ` (${error})` : "";
  return { kind: "unknown", detail: `Bitbucket returned status ${status}${named}` };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
