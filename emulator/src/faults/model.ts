import { z } from "zod";

const errorShape = z.enum(["nested", "flat", "text"]);
/** A status whose answer may have a body. */
const bodyStatus = z
  .number()
  .int()
  .min(200)
  .max(599)
  .refine((status) => ![204, 205, 304].includes(status), "must be a status that allows a body");
const milliseconds = z.number().int().min(0);

/** What to do to a request instead of, or around, serving it. */
const actionSchema = z.discriminatedUnion("kind", [
  /** Serve it as usual, that much later. */
  z.strictObject({ kind: z.literal("delay"), ms: milliseconds }),
  /** Destroy the connection before the body is read, which is as near to a refused one as a listening server comes. */
  z.strictObject({ kind: z.literal("refuse") }),
  /** Read the request, then destroy the connection without an answer. */
  z.strictObject({ kind: z.literal("cut") }),
  /** Send the head and half of the body, then destroy the connection. */
  z.strictObject({ kind: z.literal("cutInBody") }),
  /** Answer with an error of any status, e.g. 408, 429, 500 or 503. */
  z.strictObject({
    kind: z.literal("error"),
    status: z.number().int().min(400).max(599),
    code: z.number().int().optional(),
    message: z.string().optional(),
    shape: errorShape.optional(),
    /** Sent as it stands: seconds, an HTTP date, or nonsense. */
    retryAfter: z.union([z.string(), z.number()]).optional(),
  }),
  /** Answer with a page, as proxies do; 502 unless said otherwise. */
  z.strictObject({ kind: z.literal("html"), status: bodyStatus.optional() }),
  /** A complete answer whose JSON stops half way. */
  z.strictObject({ kind: z.literal("truncatedJson") }),
  /** JSON that is no answer to this request; `body` says which. */
  z.strictObject({
    kind: z.literal("wrongShape"),
    status: bodyStatus.optional(),
    body: z.unknown().optional(),
  }),
  /** Repeat the request's headers and body in the answer, credentials included. */
  z.strictObject({
    kind: z.literal("echo"),
    status: bodyStatus.optional(),
    as: z.enum(["json", "html", "base64"]).optional(),
  }),
  z.strictObject({
    kind: z.literal("redirect"),
    location: z.string(),
    status: z
      .union([z.literal(301), z.literal(302), z.literal(303), z.literal(307), z.literal(308)])
      .optional(),
  }),
  /** A body that never ends, sent as fast as the caller reads. */
  z.strictObject({ kind: z.literal("endless") }),
  /** A body that comes one byte at a time, `ms` apart. */
  z.strictObject({ kind: z.literal("drip"), ms: milliseconds }),
  /** A small body that gzip unpacks to that much: 1 GiB unless said otherwise. */
  z.strictObject({ kind: z.literal("gzipBomb"), mebibytes: z.number().int().min(1).max(65_536).optional() }),
  /** Never answer. */
  z.strictObject({ kind: z.literal("hang") }),
]);

export const faultSchema = z.strictObject({
  /** Only requests of this method; any if left out. */
  method: z
    .string()
    .regex(/^[A-Z]+$/)
    .optional(),
  /** Only paths of this pattern: `*` stands for one segment, a closing `**` for all that follow; any if left out. */
  path: z.string().startsWith("/").optional(),
  /** How many matching requests it strikes; 1 if left out. */
  times: z.number().int().min(1).optional(),
  /** How many matching requests it lets pass first. */
  skip: z.number().int().min(0).optional(),
  /** Carry the request out first. Without this, a fault that answers in the cluster's place has no other effect. */
  afterCommit: z.boolean().optional(),
  action: actionSchema,
});

/** An ordered fault. */
export type Fault = z.infer<typeof faultSchema>;

export type FaultAction = z.infer<typeof actionSchema>;
