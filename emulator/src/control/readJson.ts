import type { Context } from "hono";
import type { z } from "zod";

import { readBody } from "../server/body";

/** Enough to seed ten thousand configurations in one request. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** Reads and validates the JSON body of a request to the control API. */
export async function read<Schema extends z.ZodType>(c: Context, schema: Schema): Promise<z.infer<Schema>> {
  const body = await readBody(c.req.raw, MAX_BODY_BYTES);
  return schema.parse(JSON.parse(new TextDecoder().decode(body)));
}
