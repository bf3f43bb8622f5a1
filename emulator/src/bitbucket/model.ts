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

/** What the cluster's vendor asks for: Account: Read; Repositories: Write, Admin, Delete; Webhooks: Read and write. */
export const NEEDED_PERMISSIONS: readonly Permission[] = [
  "account",
  "repository:write",
  "repository:admin",
  "repository:delete",
  "webhook",
];

/** An OAuth consumer of a workspace, as its admin made it in Bitbucket's settings. */
export interface Consumer {
  name: string;
  key: string;
  secret: string;
  permissions: readonly Permission[];
  /** Unset where the form's field was left empty. */
  callbackUrl: string | undefined;
  /** "This is a private consumer": it may act without a user. */
  isPrivate: boolean;
}

export const generationSchema = z.enum(["since-may-2026", "before-may-2026"]);

/** A consumer to add; what's left out is as the cluster's vendor wants it, with a key and secret made up. */
export const consumerSchema = z
  .strictObject({
    name: z.string().min(1),
    // What HTTP Basic can carry (RFC 7617): the first colon ends the key.
    key: z.string().regex(/^[^:]+$/),
    secret: z.string().min(1),
    permissions: z.array(z.enum(PERMISSIONS)).readonly(),
    /** The cluster's address if left out; `null` for none. */
    callbackUrl: z.url({ protocol: /^https?$/ }).nullable(),
    isPrivate: z.boolean(),
  })
  .partial();

export const accountSchema = z.strictObject({
  username: z.string().min(1),
  displayName: z.string().min(1).optional(),
  workspaces: z.array(z.string()).readonly().optional(),
});

/** Where Bitbucket changed over time, or where what was seen of it differs. */
export const bitbucketQuirksSchema = z.strictObject({
  /** How tokens and their answers look: Atlassian changed both on 2026-05-04 (CHANGE-3052). */
  generation: generationSchema,
  /** Whether an answer with a token says which permissions it carries. */
  tellsPermissions: z.boolean(),
  /** The status and error that a wrong key or secret gets. */
  wrongPair: z.strictObject({
    status: z.union([z.literal(400), z.literal(401)]),
    error: z.enum(["unauthorized_client", "invalid_client"]),
  }),
  /** How long an authorization code may wait for its exchange. */
  codeSeconds: z.number().min(0),
  /** How long an access token lives. */
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

/** Somebody with an account at Bitbucket. */
export interface Account {
  username: string;
  displayName: string;
  /** The workspaces that it belongs to, by their slugs. */
  workspaces: readonly string[];
}
