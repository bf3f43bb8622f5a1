import { z } from "zod";

const errorShape = z.enum(["nested", "flat", "text"]);
/** A status whose response can have a body. */
const bodyStatus = z
  .number()
  .int()
  .min(200)
  .max(599)
  .refine((status) => ![204, 205, 304].includes(status), "must be a status that allows a body");
const milliseconds = z.number().int().min(0);

/** What a fault does to a request. */
const actionSchema = z.discriminatedUnion("kind", [
  /** Serve the request after `ms` milliseconds. */
  z.strictObject({ kind: z.literal("delay"), ms: milliseconds }),
  /** Destroy the connection before the body is read. A listening server can't come closer to a refused connection. */
  z.strictObject({ kind: z.literal("refuse") }),
  /** Read the request, then destroy the connection without a response. */
  z.strictObject({ kind: z.literal("cut") }),
  /** Send the headers and half of the body, then destroy the connection. */
  z.strictObject({ kind: z.literal("cutInBody") }),
  /** Respond with an error of any status, such as 408, 429, 500 or 503. */
  z.strictObject({
    kind: z.literal("error"),
    status: z.number().int().min(400).max(599),
    code: z.number().int().optional(),
    message: z.string().optional(),
    shape: errorShape.optional(),
    /** Sent unchanged: seconds, an HTTP date, or an invalid value. */
    retryAfter: z.union([z.string(), z.number()]).optional(),
  }),
  /** Respond with an HTML page, as proxies do. The default status is 502. */
  z.strictObject({ kind: z.literal("html"), status: bodyStatus.optional() }),
  /** Respond with half of a JSON document, as a complete HTTP message. */
  z.strictObject({ kind: z.literal("truncatedJson") }),
  /** Respond with JSON that isn't a response to this request. */
  z.strictObject({
    kind: z.literal("wrongShape"),
    status: bodyStatus.optional(),
    body: z.unknown().optional(),
  }),
  /** Repeat the request's headers and body in the response, including credentials. */
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
  /** Send a body that never ends, as fast as the client reads. */
  z.strictObject({ kind: z.literal("endless") }),
  /** Send the body one byte at a time, `ms` milliseconds apart. */
  z.strictObject({ kind: z.literal("drip"), ms: milliseconds }),
  /** Send a small gzip body that decompresses to `mebibytes` (default 1024). */
  z.strictObject({ kind: z.literal("gzipBomb"), mebibytes: z.number().int().min(1).max(65_536).optional() }),
  /** Never respond. */
  z.strictObject({ kind: z.literal("hang") }),
]);

export const faultSchema = z.strictObject({
  /** The method of the requests. The default is any method. */
  method: z
    .string()
    .regex(/^[A-Z]+$/)
    .optional(),
  /** The path pattern of the requests: `*` matches one segment, a final `**` all that follow. Default: any path. */
  path: z.string().startsWith("/").optional(),
  /** How many matching requests to inject the fault into. The default is 1. */
  times: z.number().int().min(1).optional(),
  /** How many matching requests to serve normally first. The default is 0. */
  skip: z.number().int().min(0).optional(),
  /** Execute the request first. Otherwise a fault that replaces the response prevents the request's effect. */
  afterCommit: z.boolean().optional(),
  action: actionSchema,
});

/** A fault to inject into matching requests. */
export type Fault = z.infer<typeof faultSchema>;

export type FaultAction = z.infer<typeof actionSchema>;
