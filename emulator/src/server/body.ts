/** A body exceeds the limit of its reader. */
export class BodyTooLarge extends Error {
  override readonly name = "BodyTooLarge";
}

/** The header of a response to a body that wasn't read to its end: the connection can't be reused. */
export const CLOSE_CONNECTION = { connection: "close" };

/** Reads the body of a request or response. Keeps at most `maxBytes` of it in memory. */
export async function readBody(
  message: Pick<Request, "headers" | "body">,
  maxBytes: number,
): Promise<Uint8Array> {
  if (Number(message.headers.get("content-length")) > maxBytes) throw new BodyTooLarge();
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Leaving a for-await loop early would destroy the connection before the error response is sent.
  const reader = message.body?.getReader() as ReadableStreamDefaultReader<Uint8Array> | undefined;
  for (let chunk = await reader?.read(); chunk?.value !== undefined; chunk = await reader?.read()) {
    length += chunk.value.byteLength;
    if (length > maxBytes) throw new BodyTooLarge();
    chunks.push(chunk.value);
  }
  return Buffer.concat(chunks);
}
