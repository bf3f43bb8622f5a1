import { gzipSync } from "node:zlib";

import type { FaultAction } from "./model";
import { pause } from "./pause";

export type StreamAction = Extract<FaultAction, { kind: "endless" | "drip" | "gzipBomb" }>;

const MEBIBYTE = 1024 * 1024;
/** JSON allows white space after the first character, so a parser can't reject the body before its end. */
const PADDING = Buffer.alloc(64 * 1024, " ");

/** A response whose body is faulty. `whole` is the body without the fault. */
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

/** Sends data as fast as the client reads, until the client disconnects. */
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

/** Repeats one compressed mebibyte: gzip members can be concatenated (RFC 1952, section 2.2). */
function bomb(opening: string, mebibytes: number): Uint8Array<ArrayBuffer> {
  const member = gzipSync(Buffer.alloc(MEBIBYTE, " "), { level: 9 });
  return Buffer.concat([gzipSync(opening), ...Array.from({ length: mebibytes }, () => member)]);
}
