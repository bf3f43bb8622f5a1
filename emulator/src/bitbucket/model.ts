import { z } from "zod";

/** The permissions of a consumer, by their OAuth scopes (Atlassian, "Bitbucket Cloud REST API: authentication"). */
export const PERMISSIONS = [
  "account",
  "account:write",
  "email",
  "repository",
  "repository:write",
  "repository:admin",
  "repository:delete",
  "pullrequest",
  "pullrequest:write",
  "webhook",
] as const;

export type Permission = (typeof PERMISSIONS)[number];

/** The permissions that the cluster's vendor requires: Account: Read; Repositories: Write, Admin, Delete; Webhooks. */
export const NEEDED_PERMISSIONS: readonly Permission[] = [
  "account",
  "repository:write",
  "repository:admin",
  "repository:delete",
  "webhook",
];

/** An OAuth consumer of a workspace. */
export interface Consumer {
  name: string;
  key: string;
  secret: string;
  permissions: readonly Permission[];
  /** Not set if the consumer has none. */
  callbackUrl: string | undefined;
  /** "This is a private consumer": it can use client credentials. */
  isPrivate: boolean;
}

export const generationSchema = z.enum(["since-may-2026", "before-may-2026"]);

/** A consumer to add. Defaults: the permissions that the cluster's vendor requires, and a generated key and secret. */
export const consumerSchema = z
  .strictObject({
    name: z.string().min(1),
    // HTTP Basic allows no colon in the key (RFC 7617).
    key: z.string().regex(/^[^:]+$/),
    secret: z.string().min(1),
    permissions: z.array(z.enum(PERMISSIONS)).readonly(),
    /** The default is the cluster's address. `null` means none. */
    callbackUrl: z.url({ protocol: /^https?$/ }).nullable(),
    isPrivate: z.boolean(),
  })
  .partial();

export const accountSchema = z.strictObject({
  username: z.string().min(1),
  displayName: z.string().min(1).optional(),
  workspaces: z.array(z.string()).readonly().optional(),
});

/** The behaviours of Bitbucket that changed over time, or that were observed in different forms. */
export const bitbucketQuirksSchema = z.strictObject({
  /** The form of tokens and token responses. Atlassian changed both on 2026-05-04 (CHANGE-3052). */
  generation: generationSchema,
  /** Whether a token response lists the token's permissions. */
  tellsPermissions: z.boolean(),
  /** The status and error for a wrong key or secret. */
  wrongPair: z.strictObject({
    status: z.union([z.literal(400), z.literal(401)]),
    error: z.enum(["unauthorized_client", "invalid_client"]),
  }),
  /** The lifetime of an authorization code. */
  codeSeconds: z.number().min(0),
  /** The lifetime of an access token. */
  tokenSeconds: z.number().min(0),
});

export type BitbucketQuirks = z.infer<typeof bitbucketQuirksSchema>;

export const DEFAULT_BITBUCKET_QUIRKS: BitbucketQuirks = {
  generation: "since-may-2026",
  tellsPermissions: true,
  wrongPair: { status: 400, error: "unauthorized_client" },
  codeSeconds: 300,
  tokenSeconds: 7200,
};

/** A Bitbucket account. */
export interface Account {
  username: string;
  displayName: string;
  /** The slugs of the account's workspaces. */
  workspaces: readonly string[];
}
