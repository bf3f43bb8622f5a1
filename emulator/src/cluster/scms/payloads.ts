import { z } from "zod";

import type { Quirks } from "../model/quirks";
import { ApiError, type ErrorName } from "../model/errors";
import { PROVIDERS, type ScmUpdate, type ScmUrls } from "../model/scm";

/** Text without control characters (Cc) and unpaired surrogates (Cs), which storage and display would change. */
const text = z
  .string()
  .min(1, { error: "must not be empty", abort: true })
  .refine((value) => !/[\p{Cc}\p{Cs}]/u.test(value), "must not hold control characters");

const webAddress = text.refine(isWebAddress, "must be an http or https URL");
const urls = z.strictObject({
  web: webAddress,
  api: webAddress,
  ssh: text.refine(isSshAddress, "must be an ssh URL such as ssh://git@bitbucket.org"),
});

const createSchema = z.strictObject({
  // The id becomes a path segment, so only characters that need no escaping are allowed.
  id: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/, "must be letters, digits, dots, dashes and underscores")
    .optional(),
  provider: text,
  enabled: z.boolean().default(true),
  name: text.max(255).optional(),
  oauth: z.strictObject({ client_id: text.optional(), client_secret: text.optional() }).optional(),
  scm: z.strictObject({ project_key: text.optional() }).optional(),
  urls,
});

const updateSchema = z.strictObject({ enabled: z.boolean().optional(), urls: urls.optional() });

/** A validated create request. */
export interface ScmCreate {
  id: string | undefined;
  provider: (typeof PROVIDERS)[number];
  enabled: boolean;
  name: string | undefined;
  clientId: string | undefined;
  clientSecret: string | undefined;
  projectKey: string | undefined;
  urls: ScmUrls;
}

/** Parses the body of a create. Throws 2013, 4045 or 4020. */
export function parseCreate(body: Uint8Array, quirks: Pick<Quirks, "providerAtCreate">): ScmCreate {
  const json = parseJson(body);
  if (isRecord(json) && json["provider"] === "internal") throw new ApiError("ScmDisallowedOperationError");
  const payload = validate(createSchema, json, "ScmBadCreatePayloadError");
  const provider = PROVIDERS.find((known) => spelled(known, quirks) === payload.provider);
  if (provider === undefined) throw new ApiError("ScmBadCreatePayloadError", "provider is unknown");
  const { client_id: clientId, client_secret: clientSecret } = payload.oauth ?? {};
  // Bitbucket Server uses tokens. All other external hosts require a consumer.
  if (provider !== "bitbucket" && (clientId === undefined || clientSecret === undefined)) {
    throw new ApiError("ScmBadCreatePayloadError", "oauth.client_id and oauth.client_secret are required");
  }
  const { id, enabled, name, scm, urls } = payload;
  return { id, provider, enabled, name, clientId, clientSecret, projectKey: scm?.project_key, urls };
}

/** Parses the body of an update. Throws 2013 or 4021. */
export function parseUpdate(body: Uint8Array): ScmUpdate {
  return validate(updateSchema, parseJson(body), "ScmBadUpdatePayloadError");
}

function spelled(provider: string, quirks: Pick<Quirks, "providerAtCreate">): string {
  return provider === "bitbucket-cloud" ? quirks.providerAtCreate : provider;
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    // The parser's message quotes the body, which may contain a secret.
    throw new ApiError("MalformedJson");
  }
}

function validate<Schema extends z.ZodType>(schema: Schema, json: unknown, kind: ErrorName): z.infer<Schema> {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  const reasons = issues.map(({ path, message }) => [path.join("."), message].filter(Boolean).join(" "));
  const paths = issues.map(({ path }) => path.join("."));
  throw new ApiError(kind, reasons.join("; ").slice(0, 500), paths);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isWebAddress(value: string): boolean {
  return /^https?:\/\/\S+$/.test(value) && URL.canParse(value);
}

function isSshAddress(value: string): boolean {
  return /^ssh:\/\/\S+$/.test(value) && URL.canParse(value);
}
