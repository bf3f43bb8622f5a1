import { gzipSync } from "node:zlib";

import type { FaultAction } from "./model";
import { pause } from "./pause";

export type StreamAction = Extract<FaultAction, { kind: "endless" | "drip" | "gzipBomb" }>;

const MEBIBYTE = 1024 * 1024;
/** White space that JSON allows after its opening, so that no parser can refuse what has come so far. */
const PADDING = Buffer.alloc(64 * 1024, " ");

/** An answer whose body is the trouble. `whole` is what the server would have said. */
export function streamResponse(action: StreamAction, whole: string, closing: AbortSignal): Response {
  const headers = { "content-type": "application/json" };
  switch (action.kind) {
    case "endless":
      return new Response(endless(whole.slice(0, 1)), { headers });
    case "drip":
      return new Response(drip(Buffer.from(whole), action.ms, closing), { headers });
    case "gzipBomb": {
      const body = bomb(whole.slice(0, 1), action.mebibytes ?? 1024);
      return new Response(body, { headers: { ...headers, "content-encoding": "gzip" } });
    }
  }
}

/** As fast as the caller reads, until it hangs up. */
function endless(opening: string): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start: (controller) => controller.enqueue(Buffer.from(opening)),
    pull: (controller) => controller.enqueue(PADDING),
  });
}

function drip(whole: Buffer, ms: number, closing: AbortSignal): ReadableStream<Uint8Array> {
  let sent = 0;
  return new ReadableStream({
    pull: async (controller) => {
      if (sent === whole.length || (sent > 0 && !(await pause(ms, closing)))) {
        controller.close();
        return;
      }
      controller.enqueue(whole.subarray(sent, (sent += 1)));
    },
  });
}

/** One compressed mebibyte, over and over: gzip members may follow each other (RFC 1952, section 2.2). */
function bomb(opening: string, mebibytes: number): Uint8Array<ArrayBuffer> {
  const member = gzipSync(Buffer.alloc(MEBIBYTE, " "), { level: 9 });
  return Buffer.concat([gzipSync(opening), ...Array.from({ length: mebibytes }, () => member)]);
}
