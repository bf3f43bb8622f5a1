import * as z from "zod/mini";
import type { NewScmConfiguration, ScmConfiguration, ScmConfigurationChange } from "./model";
import type { HostUrls } from "./hostUrls";

/** The OpenAPI's spelling of Bitbucket Cloud and the spelling in a vendor guide. */
export const providerSpellings = ["bitbucket-cloud", "bitbucket_cloud"] as const;
export type ProviderSpelling = (typeof providerSpellings)[number];

// Tolerant: unknown members are ignored, and null is treated as absent.
const text = z.nullish(z.string());
const client = z.nullish(z.object({ client_id: text }));

/** ScmConfigurationResponseDto, with each place where vendor pages put the client id. */
export const scmSchema = z.object({
  id: z.string().check(z.minLength(1)),
  provider: z.string().check(z.minLength(1)),
  enabled: z.nullish(z.boolean()),
  name: text,
  default: z.nullish(z.boolean()),
  urls: z.nullish(z.object({ web: text, api: text, ssh: text })),
  scm: client,
  oauth: client,
});

export const scmListSchema = z.object({ results: z.array(scmSchema) });

/** Converts a configuration from the wire format; members that the cluster didn't send are absent. */
export function configurationFrom(wire: z.infer<typeof scmSchema>): ScmConfiguration {
  const urls = urlsFrom(wire.urls);
  const clientId = wire.scm?.client_id ?? wire.oauth?.client_id;
  return {
    id: wire.id,
    provider: wire.provider === "bitbucket_cloud" ? "bitbucket-cloud" : wire.provider,
    ...(typeof wire.enabled === "boolean" && { enabled: wire.enabled }),
    ...(typeof wire.name === "string" && { name: wire.name }),
    ...(typeof wire.default === "boolean" && { isDefault: wire.default }),
    ...(urls !== undefined && { urls }),
    ...(typeof clientId === "string" && { clientId }),
  };
}

// All three or none, because the API updates them together.
function urlsFrom(urls: z.infer<typeof scmSchema>["urls"]): HostUrls | undefined {
  const { web, api, ssh } = urls ?? {};
  return typeof web === "string" && typeof api === "string" && typeof ssh === "string"
    ? { web, api, ssh }
    : undefined;
}

/** The body of createScm: the documented body for GitHub with another provider, as no page shows Bitbucket Cloud's. */
export function createBody(body: NewScmConfiguration, provider: ProviderSpelling): string {
  const { id, enabled, name, urls, clientId, clientSecret } = body;
  return JSON.stringify({
    id,
    provider,
    enabled,
    ...(name !== undefined && { name }),
    urls: urlsBody(urls),
    oauth: { client_id: clientId, client_secret: clientSecret },
  });
}

/** The body of updateScm. */
export function updateBody({ enabled, urls }: ScmConfigurationChange): string {
  return JSON.stringify({
    ...(enabled !== undefined && { enabled }),
    ...(urls !== undefined && { urls: urlsBody(urls) }),
  });
}

function urlsBody({ web, api, ssh }: HostUrls): HostUrls {
  return { web, api, ssh };
}

// An invalid member is treated as absent.
const lenient = <S extends z.ZodMiniType>(schema: S) => z.catch(z.optional(schema), undefined);

const errorDetail = z.object({
  id: lenient(z.string()),
  code: lenient(
    z.union([
      z.int(),
      z.pipe(
        z.string().check(z.regex(/^\d{1,6}$/)),
        z.transform((digits: string) => Number(digits)),
      ),
    ]),
  ),
  message: lenient(z.string()),
});
const errorEnvelope = z.object({ error: z.union([z.string(), errorDetail]) });

export interface ErrorBody {
  readonly code?: number;
  readonly errorId?: string;
  readonly serverMessage?: string;
}

/**
 * Parses an error body in any of the three shapes that vendor pages show: `{error: {id, code, message}}`,
 * `{id, code, message}` and `{error: "text"}`. Undefined if it has none of these shapes.
 */
export function errorBodyFrom(json: unknown): ErrorBody | undefined {
  const enveloped = errorEnvelope.safeParse(json);
  if (enveloped.success && typeof enveloped.data.error === "string")
    return { serverMessage: enveloped.data.error };
  const detail = enveloped.success ? enveloped.data.error : json;
  const { id, code, message } = errorDetail.safeParse(detail).data ?? {};
  if (code === undefined && message === undefined) return undefined;
  return {
    ...(code !== undefined && { code }),
    ...(id !== undefined && { errorId: id }),
    ...(message !== undefined && { serverMessage: message }),
  };
}
