/** Thrown where a body is larger than its reader wants. */
export class BodyTooLarge extends Error {
  override readonly name = "BodyTooLarge";
}

/** What goes with a refusal of a body: the rest of it still stands in the connection, so that can't be used again. */
export const CLOSE_CONNECTION = { connection: "close" };

/** Reads the body of a request or an answer and holds no more of it in memory than the limit. */
export async function readBody(
  message: Pick<Request, "headers" | "body">,
  maxBytes: number,
): Promise<Uint8Array> {
  if (Number(message.headers.get("content-length")) > maxBytes) throw new BodyTooLarge();
  const chunks: Uint8Array[] = [];
  let length = 0;
  // A reader instead of for-await: leaving that loop would destroy the connection before the refusal has left.
  const reader = message.body?.getReader() as ReadableStreamDefaultReader<Uint8Array> | undefined;
  for (let chunk = await reader?.read(); chunk?.value !== undefined; chunk = await reader?.read()) {
    length += chunk.value.byteLength;
    if (length > maxBytes) throw new BodyTooLarge();
    chunks.push(chunk.value);
  }
  return Buffer.concat(chunks);
}
